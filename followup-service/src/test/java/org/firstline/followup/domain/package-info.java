/** The rules, without any framework. */
@NullMarked
package org.firstline.followup.domain;

import org.jspecify.annotations.NullMarked;
