package org.rlsworkup.cdshooks;

import org.rlsworkup.fhir.ChartRead;

/**
 * What a card rests on.
 *
 * @param datedOnly whether what was sent may lack results without a date, because they were not asked for
 * @param declinesKnown whether it could be looked up what was declined before
 */
record Basis(ChartRead read, boolean datedOnly, boolean declinesKnown) {}
