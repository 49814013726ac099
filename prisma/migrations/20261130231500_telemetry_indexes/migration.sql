-- Deleting a node server sets it null in its connections, ended ones too: without this by reading those of everybody.
create index peer_connections_by_node_server on peer_connections (node_server_id) where node_server_id is not null;
