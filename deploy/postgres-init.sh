#!/bin/sh
# Runs once, on an empty volume: a role and its databases for the product, and for Temporal, which share one server here.
set -eu

psql --set ON_ERROR_STOP=1 --username postgres \
  --set vibe_password="$VIBE_PASSWORD" --set temporal_password="$TEMPORAL_PASSWORD" <<'SQL'
create role vibe login password :'vibe_password';
create database vibe owner vibe;
create role temporal login password :'temporal_password';
create database temporal owner temporal;
create database temporal_visibility owner temporal;
SQL
