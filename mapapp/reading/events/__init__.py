"""What a report says happened: kinds, status, who says so, where, when, how many."""
