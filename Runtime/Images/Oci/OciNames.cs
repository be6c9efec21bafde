namespace Reeve.Runtime.Images.Oci;

/// <summary>
/// Forms of the parts of an image's name. Each takes time in proportion to the length, as names come from strangers.
/// Source: OCI Distribution Specification, "Pulling manifests"; distribution/reference for the registry.
/// </summary>
internal static class OciNames
{
    private const int MaxTag = 128;
    private const int MaxPortDigits = 5;

    /// <summary>Letters, digits, dots, dashes and underscores, neither a dot nor a dash first.</summary>
    public static bool IsTag(ReadOnlySpan<char> text)
    {
        if (text.Length is 0 or > MaxTag || text[0] is '.' or '-')
        {
            return false;
        }

        foreach (var c in text)
        {
            if (!char.IsAsciiLetterOrDigit(c) && c is not ('.' or '-' or '_'))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Parts with slashes between them, each of lower-case letters and digits with a dot, one or two underscores, or dashes between.</summary>
    public static bool IsRepository(ReadOnlySpan<char> text)
    {
        foreach (var part in text.Split('/'))
        {
            if (!IsComponent(text[part]))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>A host or an IPv6 address in brackets, and a port.</summary>
    public static bool IsRegistry(ReadOnlySpan<char> text)
    {
        var colon = text.LastIndexOf(':');
        if (colon > text.LastIndexOf(']'))
        {
            var port = text[(colon + 1)..];
            if (port.Length is 0 or > MaxPortDigits || port.ContainsAnyExceptInRange('0', '9'))
            {
                return false;
            }

            text = text[..colon];
        }

        return text is ['[', .. var address, ']'] ? IsAddress(address) : IsHost(text);
    }

    private static bool IsComponent(ReadOnlySpan<char> text)
    {
        if (text.IsEmpty || !IsWord(text[0]) || !IsWord(text[^1]))
        {
            return false;
        }

        for (var i = 0; i < text.Length; i++)
        {
            if (IsWord(text[i]))
            {
                continue;
            }

            var start = i;
            while (!IsWord(text[i + 1])) // the last one is a word's
            {
                i++;
            }

            var between = text[start..(i + 1)];
            if (between is not ("." or "_" or "__") && between.ContainsAnyExcept('-'))
            {
                return false;
            }
        }

        return true;
    }

    private static bool IsHost(ReadOnlySpan<char> text)
    {
        foreach (var part in text.Split('.'))
        {
            var label = text[part];
            if (label.IsEmpty || label[0] == '-' || label[^1] == '-')
            {
                return false;
            }

            foreach (var c in label)
            {
                if (!char.IsAsciiLetterOrDigit(c) && c != '-')
                {
                    return false;
                }
            }
        }

        return true;
    }

    private static bool IsAddress(ReadOnlySpan<char> text)
    {
        foreach (var c in text)
        {
            if (!char.IsAsciiHexDigit(c) && c != ':')
            {
                return false;
            }
        }

        return !text.IsEmpty;
    }

    private static bool IsWord(char c) => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c);
}
