/** The rules of diagnosis: packs, beliefs, and what a case's diagnosis may become; pure Java. */
@NullMarked
package org.firstline.diagnosis.domain;

import org.jspecify.annotations.NullMarked;
