/** The knowledge for its readers: the page /knowledge and its JSON form. */
@NullMarked
package org.rlsworkup.knowledge.page;

import org.jspecify.annotations.NullMarked;
