#!/bin/sh
# Runs once, on an empty volume: roles and databases for the product, and for Temporal, which share one server here.
# Of the product `vibe_owner` migrates, `vibe_maintenance` keeps partitions as a member of it, and `vibe` runs the programs and owns nothing.
set -eu

psql --set ON_ERROR_STOP=1 --username postgres \
  --set vibe_password="$VIBE_PASSWORD" --set owner_password="$VIBE_OWNER_PASSWORD" \
  --set maintenance_password="$VIBE_MAINTENANCE_PASSWORD" --set temporal_password="$TEMPORAL_PASSWORD" <<'SQL'
create role vibe_owner login password :'owner_password';
create role vibe_maintenance login password :'maintenance_password' in role vibe_owner;
create role vibe login password :'vibe_password';
create database vibe owner vibe_owner;
create role temporal login password :'temporal_password';
create database temporal owner temporal;
create database temporal_visibility owner temporal;
\connect vibe
create extension pg_stat_statements;
grant pg_read_all_stats to vibe;
SQL
