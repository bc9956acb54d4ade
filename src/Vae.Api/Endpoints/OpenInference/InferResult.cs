using System.Buffers;
using System.Buffers.Binary;
using System.Globalization;
using System.IO.Pipelines;
using System.Text.Encodings.Web;
using System.Text.Json;
using Vae.Api.Formats;
using Vae.Api.Requests;
using Vae.Catalog.Models;

namespace Vae.Api.Endpoints.OpenInference;

/// <summary>One output of a pass.</summary>
/// <param name="Spec">Which one.</param>
/// <param name="Values">Its values, row-major.</param>
/// <param name="Binary">Whether it goes out as bytes.</param>
internal sealed record OutputTensor(TensorSpec Spec, Pooled<float> Values, bool Binary);

/// <summary>The protocol's inference answer: JSON, and behind it the bytes of binary tensors.</summary>
/// <param name="model">What was asked.</param>
/// <param name="version">What answered.</param>
/// <param name="request">The request; its input is not looked at any more.</param>
/// <param name="computed">All outputs in the signature's order; their memory goes back when the answer is written.</param>
/// <param name="signature">What the outputs are.</param>
internal sealed class InferResult(OpenInferenceModel model, ModelVersion version, InferRequest request, Pooled<float>[] computed, ModelSignature signature) : IResult
{
    // Values between two looks at how full the buffer is: some 200 KB of JSON.
    private const int Stride = 16 * 1024;

    private static readonly JsonWriterOptions Rules = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly IReadOnlyList<OutputTensor> outputs =
        [.. request.Outputs.Select(output => new OutputTensor(signature.Outputs[output.Index], computed[output.Index], output.Binary))];

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        try
        {
            await WriteAsync(httpContext.Response, httpContext.RequestAborted);
        }
        finally
        {
            foreach (var values in computed)
                values.Dispose();
        }
    }

    private async Task WriteAsync(HttpResponse response, CancellationToken cancellation)
    {
        if (!outputs.Any(output => output.Binary))
        {
            response.ContentType = MediaTypes.Json;
            await WriteJsonAsync(response.BodyWriter, response.BodyWriter, cancellation);
            await response.BodyWriter.FlushAsync(cancellation);
            return;
        }

        // The JSON's length goes ahead of it, so it is written aside first; the tensors are not in it.
        var json = new ArrayBufferWriter<byte>(1024);
        await WriteJsonAsync(json, null, cancellation);
        response.ContentType = MediaTypes.Raw;
        response.Headers[InferBody.LengthHeader] = json.WrittenCount.ToString(CultureInfo.InvariantCulture);
        response.ContentLength = json.WrittenCount + outputs.Where(output => output.Binary).Sum(output => (long)output.Values.Length * sizeof(float));
        await response.BodyWriter.WriteAsync(json.WrittenMemory, cancellation);
        foreach (var output in outputs.Where(output => output.Binary))
            await WriteBytesAsync(response.BodyWriter, output.Values, cancellation);
    }

    private async Task WriteJsonAsync(IBufferWriter<byte> to, PipeWriter? pipe, CancellationToken cancellation)
    {
        await using var json = new Utf8JsonWriter(to, Rules);
        json.WriteStartObject();
        json.WriteString("model_name", model.Name);
        json.WriteString("model_version", version.Version.ToString(CultureInfo.InvariantCulture));
        if (request.Id is { } id)
            json.WriteString("id", id);
        json.WriteStartObject("parameters");
        json.WriteString("model", version.Ref);
        json.WriteEndObject();
        json.WriteStartArray("outputs");
        foreach (var output in outputs)
        {
            WriteHead(json, output);
            if (!output.Binary)
            {
                json.WriteStartArray("data");
                for (var start = 0; start < output.Values.Length; start += Stride)
                {
                    WriteValues(json, output.Values.Span.Slice(start, Math.Min(Stride, output.Values.Length - start)));
                    if (pipe is null || output.Values.Length <= Stride)
                        continue;
                    // A large answer waits for its reader instead of growing in memory.
                    json.Flush();
                    await pipe.FlushAsync(cancellation);
                }
                json.WriteEndArray();
            }
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private void WriteHead(Utf8JsonWriter json, OutputTensor output)
    {
        json.WriteStartObject();
        json.WriteString("name", output.Spec.Name);
        json.WriteString("datatype", InferRequestReader.Float32);
        json.WriteStartArray("shape");
        foreach (var size in output.Spec.Shape(request.Input.Count))
            json.WriteNumberValue(size);
        json.WriteEndArray();
        if (!output.Binary)
            return;
        json.WriteStartObject("parameters");
        json.WriteNumber("binary_data_size", (long)output.Values.Length * sizeof(float));
        json.WriteEndObject();
    }

    private static void WriteValues(Utf8JsonWriter json, ReadOnlySpan<float> values)
    {
        foreach (var value in values)
            json.WriteNumberValue(value);
    }

    private static async Task WriteBytesAsync(PipeWriter pipe, Pooled<float> values, CancellationToken cancellation)
    {
        for (var start = 0; start < values.Length; start += Stride)
        {
            Fill(pipe, values.Span.Slice(start, Math.Min(Stride, values.Length - start)));
            await pipe.FlushAsync(cancellation);
        }
    }

    private static void Fill(PipeWriter pipe, ReadOnlySpan<float> values)
    {
        var bytes = pipe.GetSpan(values.Length * sizeof(float));
        for (var i = 0; i < values.Length; i++)
            BinaryPrimitives.WriteSingleLittleEndian(bytes[(i * sizeof(float))..], values[i]);
        pipe.Advance(values.Length * sizeof(float));
    }
}
