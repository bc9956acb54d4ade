using System.Globalization;
using Vae.Api.Configuration;
using Vae.Catalog.Keys;
using Vae.Core.Training;

namespace Vae.Api.Errors;

/// <summary>Every problem that the API answers with, apart from those that are about images and latents.</summary>
internal static class Problems
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(1);

    public static Problem MalformedJson(string detail) =>
        new(400, "malformed-json", "The body is not the JSON that this route reads", detail);

    public static Problem MalformedMultipart(string detail) =>
        new(400, "malformed-multipart", "The multipart body cannot be read", detail);

    public static Problem MalformedQuery(string detail) =>
        new(400, "malformed-query", "A query parameter cannot be read", detail);

    public static Problem BadRequest() =>
        new(400, "bad-request", "The request cannot be read", "The request breaks the rules of HTTP, or ended before it was whole.");

    public static Problem HostNotAllowed() =>
        new(400, "host-not-allowed", "The Host header names an unknown host",
            "This server answers to localhost and to the names in Http__AllowedHosts. Add the name there if it is yours.");

    public static Problem Unauthorized() =>
        new(401, "unauthorized", "An API key is needed", "Send a key as 'Authorization: Bearer <key>'. It may be missing, unknown, expired or revoked.");

    public static Problem CrossOrigin() =>
        new(403, "cross-origin", "Another site's page sent this request",
            "Requests that change state or upload are taken from this server's own pages and from programs, not from pages of other origins.");

    public static Problem Forbidden() =>
        new(403, "forbidden", "Not allowed", "The caller may not do this.");

    public static Problem InsufficientScope(KeyScopes required) =>
        new Problem(403, "insufficient-scope", "The key may not do this", $"This route needs a key with the scope '{required.Words()}'.")
            .With("required", required.Words());

    public static Problem NotFound() =>
        new(404, "not-found", "There is nothing here", "No route has this path. The routes are listed at /swagger and in /openapi/v1.json.");

    public static Problem DatasetNotFound() =>
        new(404, "dataset-not-found", "No such dataset", "No dataset has this name. GET /datasets lists those there are.");

    public static Problem ItemNotFound(int count) =>
        new Problem(404, "item-not-found", "No such item",
            string.Create(CultureInfo.InvariantCulture, $"The split holds {count} images, numbered from 0."))
            .With("count", count);

    public static Problem JobNotFound() =>
        new(404, "job-not-found", "No such job", "No job has this id. GET /jobs lists those there are.");

    public static Problem SampleNotFound() =>
        new(404, "sample-not-found", "No such sample", "The job has no sample grid for this epoch (yet). Its log at /jobs/{id}/events tells when one is there.");

    public static Problem ReconstructionsNotFound() =>
        new(404, "reconstructions-not-found", "No such reconstructions", "The job has no reconstructions for this epoch (yet). Its log at /jobs/{id}/events tells when they are there.");

    public static Problem JobCheckpointNotFound(string reason) =>
        new(404, "job-checkpoint-not-found", "The job has no weights", reason);

    public static Problem ModelNotFound() =>
        new(404, "model-not-found", "No such model",
            "No published model answers to this reference. A reference is 'latest', 'name', 'name@version' or 'name:alias'; GET /models lists the versions.");

    public static Problem MethodNotAllowed() =>
        new(405, "method-not-allowed", "The method does not fit the path", "The header 'Allow' names the methods that this path takes.");

    public static Problem NotAcceptable(IReadOnlyList<string> supported) =>
        new Problem(406, "not-acceptable", "No acceptable form of the answer", $"'Accept' must allow one of: {string.Join(", ", supported)}.")
            .With("supported", supported);

    public static Problem RequestTimeout() =>
        new(408, "request-timeout", "The request took too long", "The request was not finished in the time that the server gives it. Send less, or send it faster.");

    public static Problem Conflict(string detail) =>
        new(409, "conflict", "The state forbids it", detail);

    public static Problem PayloadTooLarge(long? max) =>
        max is { } bytes
            ? new Problem(413, "payload-too-large", "The body is too large", string.Create(CultureInfo.InvariantCulture, $"This route takes at most {bytes} bytes.")).With("max", bytes)
            : new Problem(413, "payload-too-large", "The body is too large", "The body is larger than this route takes.");

    public static Problem UnsupportedMediaType(IReadOnlyList<string> supported, string? detail = null) =>
        new Problem(415, "unsupported-media-type", "The body's type is not supported", detail ?? $"Send one of: {string.Join(", ", supported)}.")
            .With("supported", supported);

    public static Problem RangeNotSatisfiable() =>
        new(416, "range-not-satisfiable", "The range lies outside the file", "The header 'Content-Range' has the file's length.");

    /// <summary>The detail names files of the dataset, never a folder.</summary>
    public static Problem DatasetInvalid(string detail) =>
        new(422, "dataset-invalid", "The dataset's files are not what they say", detail);

    public static Problem HyperparameterOutOfRange(IReadOnlyList<Violation> violations) =>
        new Problem(422, "hyperparameter-out-of-range", "The training request asks for something that cannot be", Sum(violations))
            .With("errors", violations);

    public static Problem InvalidName(IReadOnlyList<Violation> violations) =>
        new Problem(422, "invalid-name", "The name cannot be a model's name", Sum(violations)).With("errors", violations);

    public static Problem IdempotencyMismatch() =>
        new(422, "idempotency-mismatch", "The idempotency key was used for another request",
            "A job was made with this Idempotency-Key from a different body. Use a new key for a new request.");

    public static Problem InvalidIdempotencyKey(int max) =>
        new Problem(422, "invalid-idempotency-key", "The idempotency key cannot be used",
            string.Create(CultureInfo.InvariantCulture, $"Idempotency-Key holds 1 to {max} visible ASCII characters.")).With("max", max);

    public static Problem CountOutOfRange(string name, int min, int max, string actual) =>
        new Problem(422, "count-out-of-range", "A count is out of range",
            string.Create(CultureInfo.InvariantCulture, $"'{name}' must be a whole number from {min} to {max}."))
            .With("field", name).With("min", min).With("max", max).With("actual", Text.Shorten(actual));

    public static Problem SeedOutOfRange(string actual) =>
        new Problem(422, "seed-out-of-range", "The seed is out of range", "'seed' must be a whole number from 0 to 9223372036854775807.")
            .With("min", 0).With("max", long.MaxValue).With("actual", Text.Shorten(actual));

    public static Problem LabelOutOfRange(int classes, string actual) =>
        new Problem(422, "label-out-of-range", "There is no such label",
            string.Create(CultureInfo.InvariantCulture, $"'label' must be a whole number from 0 to {classes - 1}: the model is told {classes} classes. Or leave it out."))
            .With("field", "label").With("min", 0).With("max", classes - 1).With("actual", Text.Shorten(actual));

    public static Problem LabelNotTaken(string actual) =>
        new Problem(422, "label-not-taken", "The model is told no labels",
            "Leave 'label' out, or name a model that was trained with labels: GET /models/{ref} shows its classes.")
            .With("field", "label").With("expected", "no label").With("actual", Text.Shorten(actual));

    public static Problem LabelCountMismatch(int images, int actual) =>
        new Problem(422, "label-count-mismatch", "There are not as many labels as images",
            images == 1
                ? "'label' must be one class: on this route, or of one image."
                : string.Create(CultureInfo.InvariantCulture, $"'label' must be one class for all images, or {images} with commas between."))
            .With("field", "label").With("expected", images).With("actual", actual);

    public static Problem ValueOutOfRange(string name, double min, double max, string actual) =>
        new Problem(422, "value-out-of-range", "A value is out of range",
            string.Create(CultureInfo.InvariantCulture, $"'{name}' must be a number from {min} to {max}."))
            .With("field", name).With("min", min).With("max", max).With("actual", Text.Shorten(actual));

    public static Problem UnknownValue(string name, IReadOnlyList<string> supported, string actual) =>
        new Problem(422, "unknown-value", "A value is not one of those there are", $"'{name}' must be one of: {string.Join(", ", supported)}.")
            .With("field", name).With("supported", supported).With("actual", Text.Shorten(actual));

    public static Problem RateLimited(int perSecond, TimeSpan wait) =>
        new Problem(429, "rate-limited", "Too many requests", string.Create(CultureInfo.InvariantCulture, $"The key may make {perSecond} such requests a second, and some more at once."))
        { RetryAfter = wait }.With("perSecond", perSecond);

    public static Problem TooManyFailures(TimeSpan wait) =>
        new(429, "rate-limited", "Too many wrong keys", "Too many wrong keys came from this address. A good key is still let in.") { RetryAfter = wait };

    public static Problem QueueQuota(int max) =>
        new Problem(429, "queue-quota", "Too many queued jobs", "The key has as many jobs in the queue as it may. Try again when some have started, or cancel some.")
        { RetryAfter = TimeSpan.FromSeconds(30) }.With("max", max);

    public static Problem StreamQuota(int max, string of) =>
        new Problem(429, "stream-quota", "Too many event streams", $"As many event streams are open as this {of} may have. Close one first.")
        { RetryAfter = Soon }.With("max", max);

    public static Problem DatasetMismatch(string expected, string actual) =>
        new Problem(422, "dataset-mismatch", "The dataset's images do not fit the model",
            $"The model takes images of {expected} (channels x height x width); the dataset's are {actual}. Name another with 'dataset'.")
            .With("expected", expected).With("actual", actual);

    public static Problem OutputTooLarge(string what, long max, long actual) =>
        new Problem(422, "output-too-large", "The answer would be too large",
            string.Create(CultureInfo.InvariantCulture, $"The answer would have {actual} {what}; at most {max} are given. Ask for fewer images or a smaller 'scale'."))
            .With("max", max).With("actual", actual);

    public static Problem LayoutNotPossible(string layout, string form, string remedy) =>
        new Problem(422, "layout-not-possible", "The form cannot hold the layout", $"{form} cannot hold layout={layout}: {remedy}")
            .With("field", "layout").With("actual", layout);

    public static Problem Internal() =>
        new(500, "internal", "The server failed", "The fault is the server's. Its log has the cause under the same traceId.");

    public static Problem NoModel(string origin) =>
        new Problem(503, "no-model", "No model is published yet",
            $"Train one first: curl -X POST {origin}/train -H 'Content-Type: application/json' -d '{{\"dataset\":\"{DemoOptions.DefaultDataset}\",\"preset\":\"{DemoOptions.DefaultPreset}\"}}'. GET /jobs shows whether one is under way.")
        { RetryAfter = TimeSpan.FromSeconds(5) };

    public static Problem QueueFull(int max) =>
        new Problem(503, "queue-full", "The queue is full", "As many jobs wait as may. Try again when some have ended.")
        { RetryAfter = TimeSpan.FromSeconds(30) }.With("max", max);

    public static Problem Overloaded() =>
        new(503, "overloaded", "The server is busy", "More requests are under way than the server takes at once. Try again shortly.") { RetryAfter = Soon };

    public static Problem CatalogBusy() =>
        new(503, "database-unavailable", "The catalog cannot be used", "Its database was locked for too long, or its disk is full. Nothing was written; try again shortly.") { RetryAfter = Soon };

    public static Problem CheckpointUnavailable() =>
        new(503, "checkpoint-unavailable", "The checkpoint cannot be read", "The version's files are missing or damaged. Other versions keep serving; train the model anew to replace this one.");

    private static string Sum(IReadOnlyList<Violation> violations) =>
        string.Join(" ", violations.Select(violation => $"{violation.Field}: {violation.Message}"));
}
