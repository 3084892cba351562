/** A minimal CDS Hooks service on HAPI FHIR's own module, with which the benchmarks compare the service. */
package org.rlsworkup.bench.hapi;
