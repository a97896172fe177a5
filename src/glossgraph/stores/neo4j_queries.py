"""Every Cypher query of the server store, by name; all that varies is a parameter, but for a relation's type.

A type that is a parameter, ``CREATE (x)-[:$($type)]->(y)``, is taken by Neo4j 5.26.0 from the first run of the query
and kept for all later ones. So ``load_relations`` puts the type into the text, and takes only names of a vocabulary's
form.
``$base`` is the first place of a generation: its number times 2^32. The schema is ``graph/neo4j.cypher``.
"""

import re

_TYPE = re.compile(r"[A-Z][A-Z0-9_]{0,39}")

# What is stored

GRAPH = """
MATCH (g:Graph {name: $graph})
RETURN properties(g) AS about, COUNT { MATCH (:Decision {graph: $graph}) } AS decisions
"""
GENERATION = "OPTIONAL MATCH (g:Graph {name: $graph}) RETURN g.generation AS generation"
STATE = """
OPTIONAL MATCH (g:Graph {name: $graph})
RETURN g.generation AS generation, COUNT { MATCH (:Decision {graph: $graph}) } AS decisions
"""
PARTS = """
MATCH (p:Part) WHERE p.generation = $generation AND p.table = $table
RETURN p.bytes AS bytes ORDER BY p.number
"""
HEALTH = "CALL dbms.components() YIELD versions, edition RETURN versions[0] AS version, edition"

# Terms

TERM_PLACES = """
UNWIND $ids AS id
MATCH (t:Term {graph: $graph, generation: $generation, id: id})
RETURN id, t.place - $base AS at
"""
TERMS = """
UNWIND $at AS at
MATCH (t:Term {place: $base + at})
RETURN at, properties(t) AS term
"""
TERMS_BY_ID = """
UNWIND $ids AS id
MATCH (t:Term {graph: $graph, generation: $generation, id: id})
RETURN t.place - $base AS at, properties(t) AS term
"""
POSITIONS = """
UNWIND $ids AS id
CALL (id) {
  MATCH (t:Term) WHERE t.graph = $graph AND t.generation = $generation AND t.id >= id
  RETURN t.place AS place, t.id AS found ORDER BY t.id LIMIT 1
}
RETURN id, place - $base AS at, found
"""
TERM_PAGE = """
MATCH (t:Term) WHERE t.place >= $base + $begin AND t.place < $base + $end
RETURN t.place - $base AS at, properties(t) AS term
ORDER BY t.place
"""
SEEN = """
UNWIND $at AS at
MATCH (t:Term {place: $base + at})
RETURN at, t.id AS id, t.degree AS degree, t.defined AS defined
"""

# Relations. Confidences are compared in thousandths, rounded half to even; ``$glossaries`` are what marks the evidence
# of each, and a person's word, or null for all.

_PASSES = """
WHERE type(r) IN $types AND ($least = 0 OR round(1000 * r.confidence, 0, 'HALF_EVEN') >= $least)
  AND ($glossaries IS NULL OR any(quote IN r.evidence WHERE any(mark IN $glossaries WHERE quote CONTAINS mark)))
"""

RELATION_PAGE = """
MATCH (t:Term) WHERE t.first >= $base + $begin AND t.first < $base + $end
MATCH (t)-[r]->(u:Term)
RETURN r.row AS row, t.place - $base AS source, type(r) AS type, u.place - $base AS target,
       r.confidence AS confidence, r.evidence AS evidence
"""
RELATIONS = """
UNWIND $rows AS row
CALL (row) {
  MATCH (t:Term) WHERE t.first <= $base + row AND t.first >= $base
  RETURN t ORDER BY t.first DESC LIMIT 1
}
MATCH (t)-[r]->(u:Term) WHERE r.row = row
RETURN row, t.id AS source, type(r) AS type, u.id AS target, r.confidence AS confidence, r.evidence AS evidence
"""
JOINING = """
UNWIND $pairs AS pair
MATCH (t:Term {graph: $graph, generation: $generation, id: pair[0]})
MATCH (u:Term {graph: $graph, generation: $generation, id: pair[1]})
MATCH (t)-[r]->(u)
RETURN t.id AS source, type(r) AS type, u.id AS target, r.confidence AS confidence, r.evidence AS evidence
"""
TOUCHING = """
UNWIND $ids AS id
MATCH (:Term {graph: $graph, generation: $generation, id: id})-[r]-()
WITH DISTINCT r, startNode(r) AS t, endNode(r) AS u
RETURN t.id AS source, type(r) AS type, u.id AS target, r.confidence AS confidence, r.evidence AS evidence
"""
LEAVING = (
    """
UNWIND $at AS at
MATCH (t:Term {place: $base + at})-[r]->(u:Term)
"""
    + _PASSES
    + """
RETURN r.row AS row, at AS source, type(r) AS type, u.place - $base AS target, r.confidence AS confidence
"""
)
COMING = (
    """
UNWIND $at AS at
MATCH (t:Term {place: $base + at})<-[r]-(u:Term)
"""
    + _PASSES
    + """
RETURN r.row AS row, u.place - $base AS source, type(r) AS type, at AS target, r.confidence AS confidence
"""
)
BUSY = (
    """
UNWIND $at AS at
MATCH (t:Term {place: $base + at})-[r]-()
"""
    + _PASSES
    + """
RETURN at, count(DISTINCT r) AS count
"""
)
GLOSSARIES = """
MATCH (t:Term) WHERE t.first >= $base AND t.first < $base + $places
MATCH (t)-[r]->() UNWIND r.evidence AS quote
WITH quote WHERE NOT quote CONTAINS '"kind":"curated",'
WITH split(split(quote, '"glossary":"')[1], '","entry":')[0] AS name
RETURN DISTINCT name
"""

# Writing. A batch is written only where ``done`` says that it is the next: sent again, it does nothing.

LOCK = "MERGE (w:GlossgraphWriter {graph: $graph}) SET w.turn = coalesce(w.turn, 0) + 1"
NEXT_GENERATION = """
MERGE (c:GlossgraphCounter {name: 'generation'})
SET c.value = coalesce(c.value, 0) + 1
CREATE (:Loading {generation: c.value, graph: $graph, digest: $digest, done: 0})
RETURN c.value AS generation
"""
UNFINISHED = """
MATCH (l:Loading {graph: $graph, digest: $digest})
RETURN l.generation AS generation, l.done AS done ORDER BY l.generation DESC LIMIT 1
"""
LOADED = """
OPTIONAL MATCH (l:Loading {generation: $generation})
RETURN l.done AS done
"""
_NEXT = "MATCH (l:Loading {generation: $generation}) WHERE l.done = $number - 1 SET l.done = $number WITH l\n"
LOAD_TERMS = (
    _NEXT
    + """
WITH split($place, ' ') AS place, split($first, ' ') AS first, split($degree, ' ') AS degree,
     split($defined, ' ') AS defined, split($reading_derived, ' ') AS derived
UNWIND range(0, size(place) - 1) AS at
CREATE (:Term {
  graph: $graph, generation: $generation, id: $id[at], label: $label[at], label_ja: $label_ja[at],
  label_en: $label_en[at], reading: $reading[at], key: $key[at], aliases: $aliases[at], categories: $categories[at],
  definitions: $definitions[at], place: toInteger(place[at]), first: toInteger(first[at]),
  degree: toInteger(degree[at]), defined: defined[at] = 'True', reading_derived: derived[at] = 'True'
})
"""
)
_LOAD_RELATIONS = (
    _NEXT
    + """
WITH split($rows, ' ') AS rows, split($sources, ' ') AS sources, split($targets, ' ') AS targets,
     split($confidences, ' ') AS confidences, split($evidence, '\u001e') AS evidence
UNWIND range(0, size(rows) - 1) AS at
MATCH (x:Term {place: $base + toInteger(sources[at])})
MATCH (y:Term {place: $base + toInteger(targets[at])})
CREATE (x)-[:TYPE {
  row: toInteger(rows[at]),
  confidence: toFloat(confidences[at]),
  evidence: CASE evidence[at] WHEN '' THEN [] ELSE split(evidence[at], '\u001f') END
}]->(y)
"""
)
"""Numbers come as texts that the server takes apart, as the driver packs every single one of them in Python."""

LOAD_PARTS = (
    _NEXT
    + """
UNWIND $rows AS row
CREATE (:Part {graph: $graph, generation: $generation, table: row[0], number: row[1], bytes: row[2]})
"""
)
TURN = """
MERGE (g:Graph {name: $graph})
SET g.name = $graph
WITH g WHERE coalesce(g.generation, 0) IN [$before, $generation]
SET g = $about
WITH g
OPTIONAL MATCH (l:Loading {generation: $generation})
DELETE l
RETURN g.generation AS generation
"""
OLD_GENERATIONS = """
MATCH (g:Graph {name: $graph})
CALL (g) {
  MATCH (t:Term) WHERE t.graph = $graph AND t.generation <> g.generation RETURN DISTINCT t.generation AS generation
  UNION
  MATCH (p:Part) WHERE p.graph = $graph AND p.generation <> g.generation RETURN DISTINCT p.generation AS generation
  UNION
  MATCH (l:Loading {graph: $graph}) RETURN l.generation AS generation
}
RETURN DISTINCT generation
"""
FORGET_LOADING = "MATCH (l:Loading {generation: $generation}) DELETE l"
FORGET_RELATIONS = """
MATCH (t:Term) WHERE t.place >= $base AND t.place < $base + $many
MATCH (t)-[r]->()
WITH r LIMIT $at_once
DELETE r
RETURN count(*) AS gone
"""
"""Before the terms, as one with very many relations would not fit into a transaction."""
FORGET_TERMS = """
MATCH (t:Term) WHERE t.place >= $base AND t.place < $base + $many
WITH t LIMIT $at_once
DETACH DELETE t
RETURN count(*) AS gone
"""
FORGET_PARTS = "MATCH (p:Part {generation: $generation}) DELETE p"

# Decisions

DECISIONS = "MATCH (d:Decision {graph: $graph}) RETURN d.seq AS seq, d.json AS json ORDER BY d.seq"
DECIDE = """
MATCH (g:Graph {name: $graph}) SET g.name = $graph
WITH g, COUNT { MATCH (:Decision {graph: $graph}) } AS there
CALL (there) {
  WITH there WHERE there = $expected
  CREATE (d:Decision {graph: $graph, seq: there + 1, json: $json})
  RETURN d.seq AS seq
  UNION
  WITH there WHERE there = $expected + 1
  MATCH (d:Decision {graph: $graph, seq: there, json: $json})
  RETURN d.seq AS seq
}
RETURN seq
"""
"""Sent again since the answer was lost, it finds what it wrote."""


def load_relations(type: str) -> str:
    """The query that loads relations of a type. Raises ValueError for what no vocabulary allows as a name."""
    if not _TYPE.fullmatch(type):
        raise ValueError(f"{type!r} is not the name of a relation")
    return _LOAD_RELATIONS.replace("TYPE", type)
