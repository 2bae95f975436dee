"""What an article says happened, to whom, when and where."""
