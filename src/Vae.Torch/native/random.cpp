// Generators and draws. An explicit CPU generator with seed s draws what the default one draws after manual_seed(s).
#include "tensor.h"

#include <ATen/CPUGeneratorImpl.h>

#include <mutex>

using namespace vae;

using GeneratorPtr = at::Generator*;

VAE_EXPORT void THSGenerator_free(GeneratorPtr self) { delete self; }

VAE_EXPORT int32_t THSGenerator_default(GeneratorPtr* out) {
    return guarded([&] { *out = new at::Generator(at::detail::getDefaultCPUGenerator()); });
}

VAE_EXPORT int32_t THSGenerator_new(uint64_t seed, int32_t device_type, int32_t device_index, GeneratorPtr* out) {
    return guarded([&] {
        auto where = device(device_type, device_index);
        if (where.is_cpu()) {
            *out = new at::Generator(at::make_generator<at::CPUGeneratorImpl>(seed));
            return;
        }
        auto generator = at::globalContext().defaultGenerator(where).clone();
        generator.set_current_seed(seed);
        *out = new at::Generator(std::move(generator));
    });
}

VAE_EXPORT int32_t THSGenerator_device(GeneratorPtr self, int32_t* type, int32_t* index) {
    return guarded([&] {
        auto device = self->device();
        *type = static_cast<int32_t>(device.type());
        *index = device.index();
    });
}

VAE_EXPORT int32_t THSGenerator_manual_seed(GeneratorPtr self, uint64_t seed) {
    return guarded([&] {
        std::lock_guard<std::mutex> lock(self->mutex());
        self->set_current_seed(seed);
    });
}

VAE_EXPORT int32_t THSGenerator_initial_seed(GeneratorPtr self, uint64_t* out) {
    return guarded([&] {
        std::lock_guard<std::mutex> lock(self->mutex());
        *out = self->current_seed();
    });
}

VAE_EXPORT int32_t THSGenerator_seed(GeneratorPtr self, uint64_t* out) {
    return guarded([&] {
        std::lock_guard<std::mutex> lock(self->mutex());
        *out = self->seed();
    });
}

VAE_EXPORT int32_t THSGenerator_get_state(GeneratorPtr self, TensorPtr* out) {
    return guarded([&] {
        std::lock_guard<std::mutex> lock(self->mutex());
        *out = own(self->get_state());
    });
}

VAE_EXPORT int32_t THSGenerator_set_state(GeneratorPtr self, TensorPtr state) {
    return guarded([&] {
        std::lock_guard<std::mutex> lock(self->mutex());
        self->set_state(*state);
    });
}

// Seeds the default generator of every device.
VAE_EXPORT int32_t THSTorch_manual_seed(uint64_t seed) {
    return guarded([&] { at::manual_seed(seed); });
}

VAE_EXPORT int32_t THSTorch_cuda_manual_seed_all(uint64_t seed) {
    return guarded([&] {
        for (int64_t i = 0; i < static_cast<int64_t>(at::globalContext().hasCUDA() ? at::detail::getCUDAHooks().getNumGPUs() : 0); ++i) {
            auto generator = at::globalContext().defaultGenerator(device(static_cast<int32_t>(at::kCUDA), static_cast<int32_t>(i)));
            std::lock_guard<std::mutex> lock(generator.mutex());
            generator.set_current_seed(seed);
        }
    });
}

VAE_EXPORT int32_t THSTensor_rand(const int64_t* sizes, int64_t count, GeneratorPtr generator, OptionsArg where,
                                  TensorPtr* out) {
    return guarded(
        [&] { *out = own(at::rand(ints(sizes, count), optional_generator(generator), options(where)), where); });
}

VAE_EXPORT int32_t THSTensor_randn(const int64_t* sizes, int64_t count, GeneratorPtr generator, OptionsArg where,
                                   TensorPtr* out) {
    return guarded(
        [&] { *out = own(at::randn(ints(sizes, count), optional_generator(generator), options(where)), where); });
}

VAE_EXPORT int32_t THSTensor_randint(int64_t low, int64_t high, const int64_t* sizes, int64_t count,
                                     GeneratorPtr generator, OptionsArg where, TensorPtr* out) {
    return guarded([&] {
        *out = own(at::randint(low, high, ints(sizes, count), optional_generator(generator), options(where)), where);
    });
}

VAE_EXPORT int32_t THSTensor_randperm(int64_t n, GeneratorPtr generator, OptionsArg where, TensorPtr* out) {
    return guarded([&] { *out = own(at::randperm(n, optional_generator(generator), options(where)), where); });
}

VAE_EXPORT int32_t THSTensor_rand_like(TensorPtr self, OptionsArg where, TensorPtr* out) {
    return guarded([&] { *out = own(at::rand_like(*self, options(where)), where); });
}

VAE_EXPORT int32_t THSTensor_randn_like(TensorPtr self, OptionsArg where, TensorPtr* out) {
    return guarded([&] { *out = own(at::randn_like(*self, options(where)), where); });
}

VAE_EXPORT int32_t THSTensor_uniform_(TensorPtr self, double from, double to, GeneratorPtr generator) {
    return guarded([&] { self->uniform_(from, to, optional_generator(generator)); });
}

VAE_EXPORT int32_t THSTensor_normal_(TensorPtr self, double mean, double std, GeneratorPtr generator) {
    return guarded([&] { self->normal_(mean, std, optional_generator(generator)); });
}

VAE_EXPORT int32_t THSTensor_bernoulli(TensorPtr self, GeneratorPtr generator, TensorPtr* out) {
    return guarded([&] { *out = own(at::bernoulli(*self, optional_generator(generator))); });
}

VAE_EXPORT int32_t THSTensor_bernoulli_(TensorPtr self, double p, GeneratorPtr generator) {
    return guarded([&] { self->bernoulli_(p, optional_generator(generator)); });
}

VAE_EXPORT int32_t THSTensor_bernoulli_tensor_(TensorPtr self, TensorPtr p, GeneratorPtr generator) {
    return guarded([&] { self->bernoulli_(*p, optional_generator(generator)); });
}

VAE_EXPORT int32_t THSTensor_exponential_(TensorPtr self, double lambda, GeneratorPtr generator) {
    return guarded([&] { self->exponential_(lambda, optional_generator(generator)); });
}

VAE_EXPORT int32_t THSTensor_multinomial(TensorPtr self, int64_t samples, int32_t replacement, GeneratorPtr generator,
                                         TensorPtr* out) {
    return guarded(
        [&] { *out = own(at::multinomial(*self, samples, replacement != 0, optional_generator(generator))); });
}
