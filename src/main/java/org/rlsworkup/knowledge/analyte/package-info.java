/** Analytes: their codes, units and conversions between scales. */
@NullMarked
package org.rlsworkup.knowledge.analyte;

import org.jspecify.annotations.NullMarked;
