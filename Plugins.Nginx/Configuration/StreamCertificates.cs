using Reeve.Plugins.Nginx.Certificates;

namespace Reeve.Plugins.Nginx.Configuration;

/// <summary>
/// Certificates of TLS listeners by server name. nginx has no servers by name there, but expands variables in the place of a certificate; one holds
/// as much of a text as nginx reads at a time.
/// </summary>
internal sealed class StreamCertificates
{
    private const int LongestPart = 3000;

    private StreamCertificates(List<Variable> variables, string chain, string key) => (Variables, Chain, Key) = (variables, chain, key);

    public List<Variable> Variables { get; }

    /// <summary>What makes up the chain.</summary>
    public string Chain { get; }

    /// <summary>What makes up the key.</summary>
    public string Key { get; }

    public static StreamCertificates Of(CertificateFiles certificates)
    {
        List<Variable> variables = [];
        return new StreamCertificates(variables, Add("reeve_chain", file => file.ChainPem), Add("reeve_key", file => file.KeyPem));

        string Add(string name, Func<CertificateFile, string> text)
        {
            var cases = certificates.ByName.Select(pair => (Key: $@"~*^{NginxText.HostPattern(pair.Key)}\z", Parts: Split(text(pair.Value)))).ToList();
            var all = certificates.Default is { } file ? Split(text(file)) : [];
            var count = cases.Select(item => item.Parts.Length).Append(all.Length).Append(1).Max();
            for (var i = 0; i < count; i++)
            {
                var variable = new Variable("map", "$ssl_server_name", $"{name}_{i}") { Default = all.ElementAtOrDefault(i) ?? "" };
                foreach (var (key, parts) in cases)
                {
                    variable.Add(key, parts.ElementAtOrDefault(i) ?? "");
                }

                variables.Add(variable);
            }

            return string.Concat(Enumerable.Range(0, count).Select(i => $"${{{name}_{i}}}"));
        }
    }

    private static string[] Split(string pem) => [.. pem.Chunk(LongestPart).Select(part => NginxText.Escape(new string(part)))];
}
