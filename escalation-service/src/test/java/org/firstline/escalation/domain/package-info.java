@NullMarked
package org.firstline.escalation.domain;

import org.jspecify.annotations.NullMarked;
