using System.Globalization;

namespace Vae.Api.Formats;

/// <summary>Answers with a float32 tensor as npy or as plain bytes.</summary>
internal static class TensorResult
{
    /// <summary>Plain bytes carry their shape in <c>X-Tensor-Shape</c>: sizes with commas between.</summary>
    public static IResult Of(HttpResponse response, string form, ReadOnlySpan<float> values, params IReadOnlyList<int> shape)
    {
        if (form == MediaTypes.Npy)
            return Results.Bytes(TensorEncoder.Npy(values, shape), MediaTypes.Npy);
        response.Headers[Requests.TensorReader.ShapeHeader] = string.Join(',', shape.Select(size => size.ToString(CultureInfo.InvariantCulture)));
        return Results.Bytes(TensorEncoder.Raw(values), MediaTypes.Raw);
    }
}
