using System.Text;

namespace Reeve.Runtime.Images.Deb;

/// <summary>Writes repositories in apt's formats.</summary>
internal static class AptSources
{
    /// <summary>A <c>.sources</c> file (deb822).</summary>
    public static string Write(DebRepository repository)
    {
        var text = new StringBuilder("Types: deb\n");
        Add("URIs", string.Join(' ', repository.Uris));
        Add("Suites", string.Join(' ', repository.Suites));
        Add("Components", string.Join(' ', repository.Components));
        Add("Signed-By", repository.SignedBy ?? "");
        Add("Trusted", repository.Trusted ? "yes" : "");
        return text.ToString();

        void Add(string key, string value)
        {
            if (value.Length > 0)
            {
                text.Append(key).Append(": ").Append(value).Append('\n');
            }
        }
    }

    /// <summary>A file of <c>auth.conf.d</c>; empty without credentials.</summary>
    public static string WriteLogin(DebRepository repository)
    {
        if (repository.Login is not { } login)
        {
            return "";
        }

        // With the scheme where it is not https, which apt insists on for giving a password away in the clear.
        var text = new StringBuilder();
        foreach (var uri in repository.Uris.Select(static uri => new Uri(uri)))
        {
            var place = (uri.Scheme == Uri.UriSchemeHttps ? "" : $"{uri.Scheme}://") + uri.Authority + uri.AbsolutePath;
            text.Append("machine ").Append(place).Append(" login ").Append(login).Append(" password ").Append(repository.Password).Append('\n');
        }

        return text.ToString();
    }
}
