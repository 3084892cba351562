/** Requests as CDS Hooks defines them: envelope, context, limits and what is wrong with them. */
@NullMarked
package org.rlsworkup.cdshooks.request;

import org.jspecify.annotations.NullMarked;
