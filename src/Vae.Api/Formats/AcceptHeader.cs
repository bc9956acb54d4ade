using System.Globalization;
using Vae.Api.Errors;

namespace Vae.Api.Formats;

/// <summary>Chooses the form of an answer by the request's <c>Accept</c> (RFC 9110, section 12.5.1).</summary>
internal static class AcceptHeader
{
    /// <summary>The offer that the header likes best; the earlier of two that it likes alike; the first when there is no header.</summary>
    /// <exception cref="ProblemException"><c>not-acceptable</c>: the header allows none of them.</exception>
    public static string Choose(HttpRequest request, IReadOnlyList<string> offers)
    {
        var accept = request.Headers.Accept;
        if (accept.Count == 0 || accept is ["*/*"])
            return offers[0];
        // Most callers name one type as it is written here.
        if (accept is [{ } only])
        {
            foreach (var offer in offers)
            {
                if (offer == only)
                    return offer;
            }
        }
        var header = string.Join(',', accept.Where(value => value is not null));
        if (string.IsNullOrWhiteSpace(header))
            return offers[0];

        var ranges = header.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Select(MediaRange.Parse).OfType<MediaRange>().ToArray();
        var best = offers.Select(offer => (Offer: offer, Quality: QualityOf(offer, ranges))).MaxBy(pair => pair.Quality);
        return best.Quality > 0 ? best.Offer : throw Problems.NotAcceptable(offers).AsException();
    }

    /// <summary>The quality that the most specific matching range gives; 0 where none matches.</summary>
    private static double QualityOf(string offer, MediaRange[] ranges) =>
        ranges.Where(range => range.Matches(offer)).OrderByDescending(range => range.Specificity).FirstOrDefault()?.Quality ?? 0;

    private sealed record MediaRange(string Type, string Subtype, double Quality)
    {
        public int Specificity => Type == "*" ? 0 : Subtype == "*" ? 1 : 2;

        /// <summary>Null for what is not a media range: it then allows nothing.</summary>
        public static MediaRange? Parse(string text)
        {
            var parts = text.Split(';', StringSplitOptions.TrimEntries);
            var slash = parts[0].IndexOf('/', StringComparison.Ordinal);
            if (slash <= 0 || slash == parts[0].Length - 1)
                return null;

            var quality = 1.0;
            foreach (var parameter in parts.AsSpan(1))
            {
                if (!parameter.StartsWith("q=", StringComparison.OrdinalIgnoreCase))
                    continue;
                if (!double.TryParse(parameter.AsSpan(2), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out quality) || quality > 1)
                    return null;
            }
            return new(parts[0][..slash], parts[0][(slash + 1)..], quality);
        }

        public bool Matches(string offer)
        {
            var slash = offer.IndexOf('/', StringComparison.Ordinal);
            return (Type == "*" && Subtype == "*")
                || (offer.AsSpan(0, slash).Equals(Type, StringComparison.OrdinalIgnoreCase)
                    && (Subtype == "*" || offer.AsSpan(slash + 1).Equals(Subtype, StringComparison.OrdinalIgnoreCase)));
        }
    }
}
