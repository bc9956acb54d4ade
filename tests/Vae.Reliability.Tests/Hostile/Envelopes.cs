using System.Text;
using Vae.Reliability.Tests.Wire;
using static Vae.Reliability.Tests.Hostile.HostileCase;

namespace Vae.Reliability.Tests.Hostile;

/// <summary>The ways in which a file can be sent, and the ways in which that can be abused.</summary>
internal static class Envelopes
{
    private const string MultipartFault = "malformed-multipart";
    private const string JsonFault = "malformed-json";
    private const string OtherType = "unsupported-media-type";
    private const string Disposition = "Content-Disposition: form-data; name=\"image\"";

    private static readonly string[] Routes = ["/encode", "/reconstruct"];

    /// <summary>A file by one of the ways.</summary>
    public static HostileCase Wrap(Dice dice, HostileFile file)
    {
        string route = dice.Of(Routes);
        WireRequest request = dice.Below(4) switch
        {
            0 => WireRequest.Post("", route, Form("b", Part($"{Disposition}; filename=\"{Filename(dice)}\"\r\nContent-Type: {file.Type}", file.Bytes)), "multipart/form-data; boundary=b", "*/*"),
            1 => WireRequest.PostJson("", route, $$"""{"images":["data:{{file.Type}};base64,{{Convert.ToBase64String(file.Bytes)}}"]}""", "*/*"),
            _ => WireRequest.Post("", route, file.Bytes, file.Type, "*/*"),
        };
        // Base64 makes a third more of it, so that a body of several MiB is over the limit.
        return new($"{file.Name}, {file.Bytes.Length} bytes to {route}", request.Bytes, file.Answers);
    }

    /// <summary>A good file in a body that is not what it should be.</summary>
    public static HostileCase Abuse(Dice dice, byte[] image)
    {
        const string Boundary = "multipart/form-data; boundary=b";
        byte[] part = Part(Disposition, image);
        return dice.Below(20) switch
        {
            0 => Make("no boundary", "multipart/form-data", Form("b", part), MultipartFault),
            1 => Make("a boundary of 71", $"multipart/form-data; boundary={new string('b', 71)}", Form("b", part), MultipartFault),
            2 => Make("an empty boundary", "multipart/form-data; boundary=\"\"", Form("b", part), MultipartFault),
            3 => Make("another boundary", "multipart/form-data; boundary=c", Form("b", part), MultipartFault),
            4 => Make("no end", Boundary, [.. Form("b", part)[..^7]], MultipartFault),
            5 => Make("no parts", Boundary, Form("b"), MultipartFault),
            6 => Make("nothing", Boundary, [], MultipartFault),
            7 => Make("another name", Boundary, Form("b", Part(Disposition.Replace("image", dice.Of(["file", "Image", "image[]", "image\\\"", "../image"]), StringComparison.Ordinal), image)), MultipartFault),
            8 => Make("no disposition", Boundary, Form("b", Part("Content-Type: image/png", image)), MultipartFault),
            9 => Make("two images", Boundary, Form("b", part, part), Good),
            10 => Make("65 images", Boundary, Form("b", [.. Enumerable.Repeat(part, 65)]), "count-out-of-range"),
            11 => Make("parts without end", Boundary, Form("b", [.. Enumerable.Repeat(Part(Disposition, []), 20_000)]), "count-out-of-range", "image-invalid"),
            12 => Make("a form in a form", Boundary, Form("b", Part($"{Disposition}\r\nContent-Type: multipart/mixed; boundary=c", Form("c", part))), OtherType),
            13 => Make("a part's head of 9 KB", Boundary, Form("b", Part($"{Disposition}\r\nX: {new string('x', 9000)}", image)), MultipartFault),
            14 => Make("a part of many heads", Boundary, Form("b", Part($"{Disposition}{string.Concat(Enumerable.Range(0, 40).Select(i => $"\r\nX{i}: y"))}", image)), MultipartFault),
            15 => Make("a part of another type", Boundary, Form("b", Part($"{Disposition}\r\nContent-Type: {dice.Of(["text/html", "image/svg+xml", "image/gif", "application/json"])}", image)), OtherType),
            16 => Make("bytes of form", Boundary, Flipped(dice, Form("b", part)), Good, MultipartFault, "image-invalid", "image-too-large", "trailing-data", OtherType),
            17 => Make("a body of another type", dice.Of(["text/plain", "image/gif", "image/svg+xml", "application/x-www-form-urlencoded", "application/zip", "image/*", "*/*", "nonsense"]), image, OtherType),
            18 => Json("a data URL that is none", dice.Of(["http://127.0.0.1/", "file:///etc/passwd", "data:", "data:image/png", "data:image/png,abc", "data:image/png;base64", "DATA:x"]), JsonFault, "image-invalid", OtherType),
            _ => Json("base64 that is none", $"data:image/png;base64,{dice.Of(["A", "====", "%41", "iVBORw0KGgo", "AAAA\\nAAAA", "\\u0000"])}", JsonFault, "image-invalid", OtherType),
        };

        HostileCase Make(string name, string type, byte[] body, params string[] answers) =>
            new(name, WireRequest.Post("", dice.Of(Routes), body, type, "*/*").Bytes, answers);

        HostileCase Json(string name, string url, params string[] answers) =>
            new($"{name}: {url}", WireRequest.PostJson("", dice.Of(Routes), $$"""{"images":["{{url}}"]}""", "*/*").Bytes, answers);
    }

    private static byte[] Flipped(Dice dice, byte[] body)
    {
        for (int count = dice.Between(1, 6); count > 0; count--) body[dice.Below(body.Length)] ^= (byte)(1 << dice.Below(8));
        return body;
    }

    /// <summary>Names that would do harm if a file were ever called by one.</summary>
    private static string Filename(Dice dice) => dice.Of(["a.png", "../../../../tmp/owned", "..\\..\\x\\0.png", "/etc/passwd", "CON", "x;y", "a%00.png", "|ls", new string('a', 3000)]);

    private static byte[] Part(string head, byte[] body) => [.. Encoding.Latin1.GetBytes($"{head}\r\n\r\n"), .. body];

    private static byte[] Form(string boundary, params byte[][] parts)
    {
        using var form = new MemoryStream();
        foreach (byte[] part in parts)
        {
            form.Write(Encoding.ASCII.GetBytes($"--{boundary}\r\n"));
            form.Write(part);
            form.Write("\r\n"u8);
        }
        form.Write(Encoding.ASCII.GetBytes($"--{boundary}--\r\n"));
        return form.ToArray();
    }
}
