"""WhatsApp through Meta's official Cloud API: direct chats, and circles of up to 8."""
