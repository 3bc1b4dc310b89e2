@NullMarked
package org.firstline.diagnosis.db;

import org.jspecify.annotations.NullMarked;
