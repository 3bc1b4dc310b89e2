@NullMarked
package org.firstline.diagnosis.listen;

import org.jspecify.annotations.NullMarked;
