"""WhatsApp groups through a WAHA gateway: unofficial, so it asks for consent and speaks slowly."""
