package org.rlsworkup.cdshooks;

import org.rlsworkup.fhir.order.OrderDrafts;
import org.rlsworkup.fhir.server.Queries;
import org.rlsworkup.knowledge.Knowledge;
import org.rlsworkup.workup.Workup;

/**
 * What the calls of one client are answered with: the knowledge with the client's own site, and what is made from it. No
 * client sees another's.
 */
public record ClientKnowledge(Knowledge knowledge, Workup workup, Queries queries, OrderDrafts orders) {}
