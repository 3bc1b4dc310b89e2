@NullMarked
package org.firstline.diagnosis.announce;

import org.jspecify.annotations.NullMarked;
