/** What was decided, in the language of the topics. */
@NullMarked
package org.firstline.followup.announce;

import org.jspecify.annotations.NullMarked;
