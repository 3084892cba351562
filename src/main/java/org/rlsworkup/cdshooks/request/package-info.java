/** The requests of CDS Hooks: services, calls, their context and limits, and the errors in them. */
@NullMarked
package org.rlsworkup.cdshooks.request;

import org.jspecify.annotations.NullMarked;
