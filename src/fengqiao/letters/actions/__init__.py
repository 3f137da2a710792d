"""What is written: letters, receipts, replies, reminders."""
