namespace Reeve.Runtime.Validation;

/// <summary>What is wrong with a name, in the words of the API server.</summary>
internal static class NameError
{
    /// <summary>That a text is longer than it may be.</summary>
    public static IEnumerable<string> TooLong(string value, int length) =>
        value.Length > length ? [$"must be no more than {length} characters"] : [];

    /// <summary>That a text has not the form that it must have.</summary>
    public static string Form(string message, string form, params ReadOnlySpan<string> examples) =>
        $"{message} (e.g. {string.Join(" or ", examples.ToArray().Select(static e => $"'{e}', "))}regex used for validation is '{form}')";
}
