@NullMarked
package org.firstline.diagnosis.domain;

import org.jspecify.annotations.NullMarked;
