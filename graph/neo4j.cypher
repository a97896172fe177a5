// What glossgraph adds to a Neo4j database. Every statement may be run again; this is the only place of the schema.
//
//   (:Graph {name, generation, vocabulary, …})   one for each graph; generation points at what is stored now
//   (:Term {graph, generation, id, label, …})-[:USES {confidence, evidence}]->(:Term)
//   (:Part {generation, table, number, bytes})   the names and the entries, as Arrow streams in pieces
//   (:Loading {generation, graph, done})         a generation that is being loaded; no reader sees it
//   (:Decision {graph, seq, json})               what people decided, kept over rebuilds
//
// Uniqueness, as node keys are Neo4j Enterprise. A term is unique by graph, generation and id, since while a new
// generation is loaded the old one stands beside it. place is generation * 2^32 + the term's index, and first is
// generation * 2^32 + the row of its first relation: one number each, unique in the database.

CREATE CONSTRAINT glossgraph_graph IF NOT EXISTS FOR (g:Graph) REQUIRE g.name IS UNIQUE;
CREATE CONSTRAINT glossgraph_term IF NOT EXISTS FOR (t:Term) REQUIRE (t.graph, t.generation, t.id) IS UNIQUE;
CREATE CONSTRAINT glossgraph_place IF NOT EXISTS FOR (t:Term) REQUIRE t.place IS UNIQUE;
CREATE CONSTRAINT glossgraph_loading IF NOT EXISTS FOR (l:Loading) REQUIRE l.generation IS UNIQUE;
CREATE CONSTRAINT glossgraph_part IF NOT EXISTS FOR (p:Part) REQUIRE (p.generation, p.table, p.number) IS UNIQUE;
CREATE CONSTRAINT glossgraph_counter IF NOT EXISTS FOR (c:GlossgraphCounter) REQUIRE c.name IS UNIQUE;
CREATE CONSTRAINT glossgraph_writer IF NOT EXISTS FOR (w:GlossgraphWriter) REQUIRE w.graph IS UNIQUE;
CREATE CONSTRAINT glossgraph_decision IF NOT EXISTS FOR (d:Decision) REQUIRE (d.graph, d.seq) IS UNIQUE;
CREATE INDEX glossgraph_first IF NOT EXISTS FOR (t:Term) ON (t.first);
CREATE INDEX glossgraph_key IF NOT EXISTS FOR (t:Term) ON (t.graph, t.key);
CREATE INDEX glossgraph_reading IF NOT EXISTS FOR (t:Term) ON (t.graph, t.reading);
CREATE FULLTEXT INDEX glossgraph_search IF NOT EXISTS FOR (t:Term) ON EACH [t.label, t.label_ja, t.label_en, t.reading, t.aliases] OPTIONS {indexConfig: {`fulltext.analyzer`: 'cjk'}};
