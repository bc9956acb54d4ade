// Views, indexing, joining and splitting.
#include "tensor.h"

#include <ATen/TensorIndexing.h>

using namespace vae;

#define VAE_WITH_INTS(symbol, function)                                                                  \
    VAE_EXPORT int32_t symbol(TensorPtr self, const int64_t* values, int64_t count, TensorPtr* out) {    \
        return guarded([&] { *out = own(self->function(ints(values, count))); });                        \
    }

VAE_WITH_INTS(THSTensor_view, view)
VAE_WITH_INTS(THSTensor_reshape, reshape)
VAE_WITH_INTS(THSTensor_permute, permute)
VAE_WITH_INTS(THSTensor_expand, expand)
VAE_WITH_INTS(THSTensor_repeat, repeat)
VAE_WITH_INTS(THSTensor_flip, flip)

VAE_EXPORT int32_t THSTensor_flatten(TensorPtr self, int64_t start, int64_t end, TensorPtr* out) {
    return guarded([&] { *out = own(self->flatten(start, end)); });
}

VAE_EXPORT int32_t THSTensor_unflatten(TensorPtr self, int64_t dim, const int64_t* sizes, int64_t count,
                                       TensorPtr* out) {
    return guarded([&] {
        auto at_dim = at::maybe_wrap_dim(dim, self->dim());
        std::vector<int64_t> shape(self->sizes().begin(), self->sizes().end());
        auto place = shape.erase(shape.begin() + at_dim);
        shape.insert(place, sizes, sizes + count);
        *out = own(self->view(shape));
    });
}

VAE_EXPORT int32_t THSTensor_squeeze(TensorPtr self, TensorPtr* out) {
    return guarded([&] { *out = own(self->squeeze()); });
}

VAE_EXPORT int32_t THSTensor_squeeze_along(TensorPtr self, int64_t dim, TensorPtr* out) {
    return guarded([&] { *out = own(self->squeeze(dim)); });
}

VAE_EXPORT int32_t THSTensor_unsqueeze(TensorPtr self, int64_t dim, TensorPtr* out) {
    return guarded([&] { *out = own(self->unsqueeze(dim)); });
}

VAE_EXPORT int32_t THSTensor_transpose(TensorPtr self, int64_t dim0, int64_t dim1, TensorPtr* out) {
    return guarded([&] { *out = own(self->transpose(dim0, dim1)); });
}

VAE_EXPORT int32_t THSTensor_t(TensorPtr self, TensorPtr* out) {
    return guarded([&] { *out = own(self->t()); });
}

VAE_EXPORT int32_t THSTensor_select(TensorPtr self, int64_t dim, int64_t index, TensorPtr* out) {
    return guarded([&] { *out = own(self->select(dim, index)); });
}

VAE_EXPORT int32_t THSTensor_narrow(TensorPtr self, int64_t dim, int64_t start, int64_t length, TensorPtr* out) {
    return guarded([&] { *out = own(self->narrow(dim, start, length)); });
}

VAE_EXPORT int32_t THSTensor_slice(TensorPtr self, int64_t dim, int64_t start, int64_t finish, int64_t step,
                                   TensorPtr* out) {
    return guarded([&] { *out = own(self->slice(dim, start, finish, step)); });
}

VAE_EXPORT int32_t THSTensor_tril(TensorPtr self, int64_t diagonal, TensorPtr* out) {
    return guarded([&] { *out = own(self->tril(diagonal)); });
}

VAE_EXPORT int32_t THSTensor_triu(TensorPtr self, int64_t diagonal, TensorPtr* out) {
    return guarded([&] { *out = own(self->triu(diagonal)); });
}

VAE_EXPORT int32_t THSTensor_diag(TensorPtr self, int64_t diagonal, TensorPtr* out) {
    return guarded([&] { *out = own(self->diag(diagonal)); });
}

VAE_EXPORT int32_t THSTensor_repeat_interleave(TensorPtr self, int64_t repeats, int32_t has_dim, int64_t dim,
                                               TensorPtr* out) {
    return guarded([&] {
        *out = own(self->repeat_interleave(repeats, has_dim ? Optional<int64_t>(dim) : Optional<int64_t>()));
    });
}

VAE_EXPORT int32_t THSTensor_index_select(TensorPtr self, int64_t dim, TensorPtr index, TensorPtr* out) {
    return guarded([&] { *out = own(self->index_select(dim, *index)); });
}

VAE_EXPORT int32_t THSTensor_gather(TensorPtr self, int64_t dim, TensorPtr index, TensorPtr* out) {
    return guarded([&] { *out = own(self->gather(dim, *index)); });
}

VAE_EXPORT int32_t THSTensor_scatter(TensorPtr self, int64_t dim, TensorPtr index, TensorPtr source, TensorPtr* out) {
    return guarded([&] { *out = own(self->scatter(dim, *index, *source)); });
}

VAE_EXPORT int32_t THSTensor_scatter_(TensorPtr self, int64_t dim, TensorPtr index, TensorPtr source) {
    return guarded([&] { self->scatter_(dim, *index, *source); });
}

VAE_EXPORT int32_t THSTensor_scatter_add_(TensorPtr self, int64_t dim, TensorPtr index, TensorPtr source) {
    return guarded([&] { self->scatter_add_(dim, *index, *source); });
}

VAE_EXPORT int32_t THSTensor_index_add_(TensorPtr self, int64_t dim, TensorPtr index, TensorPtr source,
                                        ScalarArg alpha) {
    return guarded([&] { self->index_add_(dim, *index, *source, scalar(alpha)); });
}

VAE_EXPORT int32_t THSTensor_index_copy_(TensorPtr self, int64_t dim, TensorPtr index, TensorPtr source) {
    return guarded([&] { self->index_copy_(dim, *index, *source); });
}

VAE_EXPORT int32_t THSTensor_masked_fill(TensorPtr self, TensorPtr mask, ScalarArg value, TensorPtr* out) {
    return guarded([&] { *out = own(self->masked_fill(*mask, scalar(value))); });
}

VAE_EXPORT int32_t THSTensor_masked_fill_(TensorPtr self, TensorPtr mask, ScalarArg value) {
    return guarded([&] { self->masked_fill_(*mask, scalar(value)); });
}

VAE_EXPORT int32_t THSTensor_masked_select(TensorPtr self, TensorPtr mask, TensorPtr* out) {
    return guarded([&] { *out = own(self->masked_select(*mask)); });
}

VAE_EXPORT int32_t THSTensor_nonzero(TensorPtr self, TensorPtr* out) {
    return guarded([&] { *out = own(self->nonzero()); });
}

VAE_EXPORT int32_t THSTensor_cat(const TensorPtr* tensors, int64_t count, int64_t dim, TensorPtr* out) {
    return guarded([&] { *out = own(at::cat(list(tensors, count), dim)); });
}

VAE_EXPORT int32_t THSTensor_stack(const TensorPtr* tensors, int64_t count, int64_t dim, TensorPtr* out) {
    return guarded([&] { *out = own(at::stack(list(tensors, count), dim)); });
}

VAE_EXPORT int32_t THSTensor_chunk(TensorPtr self, int64_t chunks, int64_t dim, TensorPtr** out, int64_t* count) {
    return guarded([&] { own_all(self->chunk(chunks, dim), out, count); });
}

VAE_EXPORT int32_t THSTensor_split_with_size(TensorPtr self, int64_t size, int64_t dim, TensorPtr** out,
                                             int64_t* count) {
    return guarded([&] { own_all(self->split(size, dim), out, count); });
}

VAE_EXPORT int32_t THSTensor_split_with_sizes(TensorPtr self, const int64_t* sizes, int64_t sizes_count, int64_t dim,
                                              TensorPtr** out, int64_t* count) {
    return guarded([&] { own_all(self->split_with_sizes(ints(sizes, sizes_count), dim), out, count); });
}

VAE_EXPORT int32_t THSTensor_unbind(TensorPtr self, int64_t dim, TensorPtr** out, int64_t* count) {
    return guarded([&] { own_all(self->unbind(dim), out, count); });
}

VAE_EXPORT int32_t THSTensor_meshgrid(const TensorPtr* tensors, int64_t count, const char* indexing, TensorPtr** out,
                                      int64_t* out_count) {
    return guarded([&] { own_all(at::meshgrid(list(tensors, count), indexing), out, out_count); });
}

namespace {
// One part of an index expression, as the managed TensorIndex lays it out.
struct IndexArg {
    int64_t kind;  // 0 none (a new axis), 1 ellipsis, 2 integer, 3 boolean, 4 slice, 5 tensor
    int64_t start;
    int64_t stop;
    int64_t step;
    int64_t given;  // of a slice: bit 0 start, bit 1 stop, bit 2 step
    TensorPtr tensor;
};

std::vector<at::indexing::TensorIndex> indices(const IndexArg* parts, int64_t count) {
    using namespace at::indexing;
#if TORCH_VERSION_MAJOR >= 2
    using Bound = Optional<c10::SymInt>;
#else
    using Bound = Optional<int64_t>;
#endif
    std::vector<TensorIndex> result;
    result.reserve(static_cast<size_t>(count));
    for (const IndexArg* part = parts; part != parts + count; ++part) {
        switch (part->kind) {
            case 0: result.emplace_back(at::indexing::None); break;
            case 1: result.emplace_back(at::indexing::Ellipsis); break;
            case 2: result.emplace_back(part->start); break;
            case 3: result.emplace_back(part->start != 0); break;
            case 4:
                result.emplace_back(Slice(part->given & 1 ? Bound(part->start) : Bound(),
                                          part->given & 2 ? Bound(part->stop) : Bound(),
                                          part->given & 4 ? Bound(part->step) : Bound()));
                break;
            case 5: result.emplace_back(*part->tensor); break;
            default: TORCH_CHECK(false, "an index of unknown kind ", part->kind);
        }
    }
    return result;
}
}  // namespace

VAE_EXPORT int32_t THSTensor_index(TensorPtr self, const IndexArg* parts, int64_t count, TensorPtr* out) {
    return guarded([&] { *out = own(self->index(indices(parts, count))); });
}

VAE_EXPORT int32_t THSTensor_index_put_(TensorPtr self, const IndexArg* parts, int64_t count, TensorPtr value) {
    return guarded([&] { self->index_put_(indices(parts, count), *value); });
}

VAE_EXPORT int32_t THSTensor_index_put_scalar_(TensorPtr self, const IndexArg* parts, int64_t count, ScalarArg value) {
    return guarded([&] { self->index_put_(indices(parts, count), scalar(value)); });
}
