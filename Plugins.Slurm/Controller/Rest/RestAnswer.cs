using System.Net;
using System.Text.Json;

namespace Reeve.Plugins.Slurm.Controller.Rest;

/// <summary>What slurmrestd answered.</summary>
/// <param name="Status">The HTTP status.</param>
/// <param name="Body">The body; undefined if it is no JSON.</param>
/// <param name="Text">The body's text, if it is no JSON.</param>
internal readonly record struct RestAnswer(HttpStatusCode Status, JsonElement Body, string Text)
{
    /// <summary>Whether the request itself went through. The body may still name errors, which then are remarks.</summary>
    public bool IsSuccess => (int)Status is >= 200 and < 300;

    /// <summary>Whether nothing has changed since the time that was named.</summary>
    public bool IsUnchanged => Status == HttpStatusCode.NotModified;

    /// <summary>Whether there is no such address, as opposed to no such job.</summary>
    public bool IsUnknownAddress => Status == HttpStatusCode.NotFound && Body.ValueKind == JsonValueKind.Undefined;

    /// <summary>What went wrong, in Slurm's words.</summary>
    public string Errors
    {
        get
        {
            var texts = RestJson.Items(RestJson.At(Body, "errors")).SelectMany(error => new[] { RestJson.Text(error, "error"), RestJson.Text(error, "description") }).Where(text => text.Length > 0).Distinct().ToList();
            return texts.Count > 0 ? string.Join(' ', texts) : Text.Trim();
        }
    }

    /// <summary>Whether an error of that number is named.</summary>
    public bool HasError(long number) => RestJson.Items(RestJson.At(Body, "errors"))
        .Any(error => RestJson.Number(error, "error_number") == number || RestJson.Number(error, "error_code") == number || RestJson.Number(error, "errno") == number);

    /// <summary>Whether the token may be what is wrong. Slurm 22.05 calls an expired one an unspecified error.</summary>
    public bool MayBeRefusal => Status is HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden
        || (!IsSuccess && (Errors.Contains("Unspecified error", StringComparison.Ordinal) || Errors.Contains("uthentication", StringComparison.Ordinal)));
}
