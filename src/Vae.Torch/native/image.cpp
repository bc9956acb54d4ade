// PNG, JPEG and WebP between encoded bytes and 8-bit pixels. Free of libtorch's types.
// What comes in has passed the managed image gate; the checks here are the second line, not the first.
#include "error.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstring>
#include <memory>
#include <stdexcept>
#include <string>
#include <vector>

#include <png.h>
#include <turbojpeg.h>
#include <webp/decode.h>
#include <webp/encode.h>
#include <zlib.h>

namespace {

// The values of Vae.Torch.Imaging.NativeImageFormat.
constexpr int32_t kPng = 0;
constexpr int32_t kJpeg = 1;
constexpr int32_t kWebP = 2;

using Buffer = std::vector<uint8_t>;

void require(bool holds, const std::string& otherwise) {
    if (!holds) throw std::runtime_error(otherwise);
}

void require_size(int64_t width, int64_t height, int64_t expected_width, int64_t expected_height) {
    require(width == expected_width && height == expected_height,
            "the image is " + std::to_string(width) + "x" + std::to_string(height) + ", expected " +
                std::to_string(expected_width) + "x" + std::to_string(expected_height));
}

struct Png {
    png_image image{};
    Png() { image.version = PNG_IMAGE_VERSION; }
    ~Png() { png_image_free(&image); }
    Png(const Png&) = delete;
    Png& operator=(const Png&) = delete;
};

struct Turbo {
    tjhandle handle;
    explicit Turbo(tjhandle created) : handle(created) {
        require(handle != nullptr, "TurboJPEG could not start");
    }
    ~Turbo() { tjDestroy(handle); }
    Turbo(const Turbo&) = delete;
    Turbo& operator=(const Turbo&) = delete;
};

struct TurboBytes {
    unsigned char* data = nullptr;
    ~TurboBytes() { tjFree(data); }
};

struct WebPBytes {
    uint8_t* data = nullptr;
    ~WebPBytes() { WebPFree(data); }
};

struct Inflater {
    z_stream stream{};
    // 0: the window that the stream's own header names, as libpng does it.
    Inflater() { require(inflateInit2(&stream, 0) == Z_OK, "zlib could not start"); }
    ~Inflater() { inflateEnd(&stream); }
    Inflater(const Inflater&) = delete;
    Inflater& operator=(const Inflater&) = delete;
};

uint32_t big_endian(const uint8_t* at) {
    return static_cast<uint32_t>(at[0]) << 24 | static_cast<uint32_t>(at[1]) << 16 | static_cast<uint32_t>(at[2]) << 8 | at[3];
}

// Calls f with the payload of each IDAT chunk until it returns false; of a chunk that is cut, with what there is of it.
template <class F>
void for_each_idat(const uint8_t* data, size_t length, F&& f) {
    for (size_t at = 8; at < length && length - at > 8;) {
        const size_t there = length - at - 8;
        const size_t size = std::min<size_t>(big_endian(data + at), there);
        if (std::memcmp(data + at + 4, "IDAT", 4) == 0 && !f(data + at + 8, size)) return;
        if (there - size < 4) return;
        at += size + 12;
    }
}

// An upper bound of the bytes that the rows take, filters included; interlacing has up to twice as many rows and filters.
uint64_t most_row_bytes(const uint8_t* header) {
    static const uint8_t channels[] = {1, 0, 3, 1, 2, 0, 4};
    const uint8_t depth = header[8], colour = header[9];
    const uint64_t bits = uint64_t{colour < sizeof channels ? channels[colour] : 4u} * depth;
    return 2 * ((uint64_t{big_endian(header)} * bits + 7) / 8 + 2) * (uint64_t{big_endian(header + 4)} + 8);
}

// Behind the last row libpng inflates to the end of the stream, which may hold a thousand times the bytes of the file:
// seconds of work for nothing. So a stream that could hold far more than the rows is measured first.
void refuse_surplus(const uint8_t* data, size_t length) {
    constexpr uint64_t harmless = 16 << 10;   // of compressed bytes: milliseconds, whatever they hold
    constexpr uint64_t greatest_ratio = 1032;  // of deflate
    if (length < 33) return;
    const uint64_t most = most_row_bytes(data + 16);
    uint64_t compressed = 0;
    for_each_idat(data, length, [&](const uint8_t*, size_t size) { return compressed += size, true; });
    if (compressed <= harmless + most / greatest_ratio) return;

    Inflater inflater;
    z_stream& z = inflater.stream;
    std::array<uint8_t, 32768> scratch;
    uint64_t total = 0;
    for_each_idat(data, length, [&](const uint8_t* bytes, size_t size) {
        z.next_in = const_cast<uint8_t*>(bytes);
        z.avail_in = static_cast<uInt>(size);
        int state = Z_OK;
        // A buffer that was filled may leave output inside zlib when the input is used up.
        for (bool more = true; state == Z_OK && more; more = z.avail_in > 0 || z.avail_out == 0) {
            z.next_out = scratch.data();
            z.avail_out = static_cast<uInt>(scratch.size());
            state = inflate(&z, Z_NO_FLUSH);
            total += scratch.size() - z.avail_out;
            require(total <= most, "the compressed data holds more than the image's rows");
        }
        // Without progress more input is needed; at the end and after an error the rest is libpng's to judge.
        return state == Z_OK || state == Z_BUF_ERROR;
    });
}

void decode_png(const uint8_t* data, size_t length, int32_t width, int32_t height, uint8_t* rgba) {
    Png png;
    require(png_image_begin_read_from_memory(&png.image, data, length) != 0, png.image.message);
    require_size(png.image.width, png.image.height, width, height);
    refuse_surplus(data, length);
    // Without the flag libpng takes 16-bit samples for linear light and would brighten them.
    png.image.flags |= PNG_IMAGE_FLAG_16BIT_sRGB;
    png.image.format = PNG_FORMAT_RGBA;
    require(png_image_finish_read(&png.image, nullptr, rgba, width * 4, nullptr) != 0, png.image.message);
    // A warning is what libpng calls surplus image data or a bad check sum of tRNS: not a whole image.
    require(png.image.warning_or_error == 0, png.image.message);
}

void decode_jpeg(const uint8_t* data, size_t length, int32_t width, int32_t height, uint8_t* rgba) {
    const Turbo turbo(tjInitDecompress());
    int actual_width = 0, actual_height = 0, subsampling = 0, colour_space = 0;
    require(tjDecompressHeader3(turbo.handle, data, length, &actual_width, &actual_height, &subsampling,
                                &colour_space) == 0,
            tjGetErrorStr2(turbo.handle));
    require_size(actual_width, actual_height, width, height);
    require(colour_space != TJCS_CMYK && colour_space != TJCS_YCCK, "CMYK is not read");
    require(tjDecompress2(turbo.handle, data, length, rgba, width, width * 4, height, TJPF_RGBA,
                          TJFLAG_LIMITSCANS | TJFLAG_STOPONWARNING) == 0,
            tjGetErrorStr2(turbo.handle));
}

void decode_webp(const uint8_t* data, size_t length, int32_t width, int32_t height, uint8_t* rgba) {
    WebPBitstreamFeatures features;
    require(WebPGetFeatures(data, length, &features) == VP8_STATUS_OK, "not a WebP image");
    require(features.has_animation == 0, "animations are not read");
    require_size(features.width, features.height, width, height);
    const size_t size = static_cast<size_t>(width) * height * 4;
    require(WebPDecodeRGBAInto(data, length, rgba, size, width * 4) != nullptr, "the WebP image is damaged");
}

void encode_jpeg(const uint8_t* pixels, int32_t width, int32_t height, int32_t channels, int32_t quality,
                 Buffer& out) {
    const Turbo turbo(tjInitCompress());
    TurboBytes bytes;
    unsigned long size = 0;
    // 4:4:4: halved chroma shows in images as small as a model's.
    require(tjCompress2(turbo.handle, pixels, width, width * channels, height, channels == 1 ? TJPF_GRAY : TJPF_RGB,
                        &bytes.data, &size, channels == 1 ? TJSAMP_GRAY : TJSAMP_444, quality,
                        TJFLAG_ACCURATEDCT) == 0,
            tjGetErrorStr2(turbo.handle));
    out.assign(bytes.data, bytes.data + size);
}

void encode_webp(const uint8_t* pixels, int32_t width, int32_t height, int32_t channels, int32_t quality,
                 Buffer& out) {
    Buffer rgb;
    if (channels == 1) {  // libwebp has no grey input
        rgb.resize(static_cast<size_t>(width) * height * 3);
        for (size_t i = 0; i < rgb.size(); ++i) rgb[i] = pixels[i / 3];
        pixels = rgb.data();
    }
    WebPBytes bytes;
    const size_t size = quality < 0
                            ? WebPEncodeLosslessRGB(pixels, width, height, width * 3, &bytes.data)
                            : WebPEncodeRGB(pixels, width, height, width * 3, static_cast<float>(quality), &bytes.data);
    require(size != 0, "libwebp could not encode the image");
    out.assign(bytes.data, bytes.data + size);
}

}  // namespace

/// Decodes one still image into rgba, which has width * height * 4 bytes; the size must be the image's own.
VAE_EXPORT int32_t VaeImage_decode(int32_t format, const uint8_t* data, int64_t length, int32_t width, int32_t height,
                                   uint8_t* rgba) {
    return guarded([&] {
        switch (format) {
            case kPng: return decode_png(data, static_cast<size_t>(length), width, height, rgba);
            case kJpeg: return decode_jpeg(data, static_cast<size_t>(length), width, height, rgba);
            case kWebP: return decode_webp(data, static_cast<size_t>(length), width, height, rgba);
            default: throw std::runtime_error("unknown image format " + std::to_string(format));
        }
    });
}

/// Encodes interleaved 8-bit pixels of 1 or 3 channels as JPEG or WebP; quality 0..100, below 0: lossless (WebP). Free with VaeImage_free.
VAE_EXPORT int32_t VaeImage_encode(int32_t format, const uint8_t* pixels, int32_t width, int32_t height,
                                   int32_t channels, int32_t quality, void** out) {
    return guarded([&] {
        auto bytes = std::make_unique<Buffer>();
        switch (format) {
            case kJpeg: encode_jpeg(pixels, width, height, channels, quality, *bytes); break;
            case kWebP: encode_webp(pixels, width, height, channels, quality, *bytes); break;
            default: throw std::runtime_error("no encoder for image format " + std::to_string(format));
        }
        *out = bytes.release();
    });
}

/// The bytes of an encoded image, valid until it is freed.
VAE_EXPORT int32_t VaeImage_data(const void* image, const uint8_t** data, int64_t* length) {
    return guarded([&] {
        const auto* bytes = static_cast<const Buffer*>(image);
        *data = bytes->data();
        *length = static_cast<int64_t>(bytes->size());
    });
}

VAE_EXPORT int32_t VaeImage_free(void* image) {
    return guarded([&] { delete static_cast<Buffer*>(image); });
}
