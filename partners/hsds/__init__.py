"""The Open Referral Human Services Data Specification (HSDS) 3, in its tabular form: packages in and out.

The specification is of the Open Referral Initiative, CC BY-SA 4.0.
"""
