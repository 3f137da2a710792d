#!/bin/sh
# Runs once, when the database is made: the role that owns the tables, and an empty database. No superuser afterwards.
set -eu
psql --quiet --set=ON_ERROR_STOP=1 --username=postgres --set=password="$OWNER_PASSWORD" <<'SQL'
CREATE ROLE fq_owner LOGIN CREATEROLE PASSWORD :'password';
CREATE DATABASE fengqiao OWNER fq_owner ENCODING 'UTF8' LOCALE 'C' TEMPLATE template0;
SQL
