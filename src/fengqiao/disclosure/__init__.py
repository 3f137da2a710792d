"""The public door: what strangers may read, and how it gets there.

The powers list (权责清单) with its flow charts is made from the procedure definitions, published as a numbered version
by a head of institution, and read by strangers as it was published. A paper is checked by the code printed on it; the
answer names kind, office and dates, and nobody. The public process runs as the role fq_public, without session, account
or cookie; the staff pages of this room (draft and publication) belong to the staff door.
Law: Community Corrections Law arts 8, 62; open-government duties of the justice bureaus (P45).
"""
