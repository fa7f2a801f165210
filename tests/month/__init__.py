"""A pretend month of a WhatsApp group: what people do, what goes wrong, and whether anything was lost."""
