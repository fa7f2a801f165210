"""What is said and done in chats, without behaviour: events, actions, abilities, rich text."""
