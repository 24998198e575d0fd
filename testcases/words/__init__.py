"""The sentences that students read, those apart that belong to one exercise."""
