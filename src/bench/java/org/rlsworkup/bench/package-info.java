/** Benchmarks: how fast the service answers, starts and reads, printed as tables. No part of the service. */
@NullMarked
package org.rlsworkup.bench;

import org.jspecify.annotations.NullMarked;
