# Make coders_cu.csv from coders_stretches.csv: |u-alpha and cu-alpha by quallmer (its internal reliability_alpha_u, of
# November 2026), which follows Krippendorff (2019), section 12.6. R 4.5.0:  Rscript tests/reference/coders.R
alpha_u <- if (nzchar(Sys.getenv("ALPHA_U"))) {
  source(Sys.getenv("ALPHA_U"))$value # the function's file alone, where the package is not installed
  reliability_alpha_u
} else quallmer:::reliability_alpha_u
here <- dirname(sub("--file=", "", grep("--file=", commandArgs(), value = TRUE)))
rows <- read.csv(file.path(here, "coders_stretches.csv"))
sets <- unique(rows$set)
table <- do.call(rbind, lapply(sets, function(set) {
  own <- rows[rows$set == set, ]
  codings <- lapply(sort(unique(own$coder)), function(coder) {
    mine <- own[own$coder == coder, ]
    data.frame(start = mine$start + 1, end = mine$end, value = as.character(mine$value)) # counted from 1, end included
  })
  found <- alpha_u(codings, 120L)
  data.frame(set = set, u = found$value, binary = found$binary, cu = found$cu_nominal)
}))
for (name in c("u", "binary", "cu")) table[[name]] <- sprintf("%.12g", table[[name]])
write.csv(table, file.path(here, "coders_cu.csv"), row.names = FALSE, quote = 1)
