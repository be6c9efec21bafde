using Microsoft.AspNetCore.Http;

namespace Reeve.Runtime.KubeletApi.Streaming;

/// <summary>Which streams a client asks for.</summary>
internal sealed record StreamOptions(bool Input, bool Output, bool ErrorOutput, bool Tty)
{
    /// <summary>Reads <c>input</c>, <c>output</c>, <c>error</c> and <c>tty</c>.</summary>
    /// <exception cref="KubeletException">400: none is asked for.</exception>
    public static StreamOptions Read(IQueryCollection query)
    {
        var tty = IsSet(query, "tty");

        // A terminal has one output.
        var options = new StreamOptions(IsSet(query, "input"), IsSet(query, "output"), IsSet(query, "error") && !tty, tty);
        return options.Input || options.Output || options.ErrorOutput
            ? options
            : throw new KubeletException(StatusCodes.Status400BadRequest, "you must specify at least 1 of stdin, stdout, stderr");
    }

    private static bool IsSet(IQueryCollection query, string name) => query[name] is ["1" or "true", ..];
}
