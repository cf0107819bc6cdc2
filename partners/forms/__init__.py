"""What people may type in the partners' room: one file for each of its ideas."""
