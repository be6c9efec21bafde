using System.Net.Http.Json;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Reeve.Plugins.Kubeadm.Tests.K3s.StandIn;

/// <summary>As much of kubectl as a machine's first start and its login user ask of k3s: a path, a secret applied, and the names of nodes.</summary>
internal static partial class K3sStandInKubectl
{
    public static async Task<int> RunAsync(string[] arguments)
    {
        var kubeconfig = Environment.GetEnvironmentVariable("KUBECONFIG") ?? "/etc/rancher/k3s/k3s.yaml";
        if (arguments is ["--kubeconfig", var path, ..])
        {
            (kubeconfig, arguments) = (path, arguments[2..]);
        }

        var text = await File.ReadAllTextAsync(kubeconfig);
        using var authority = X509CertificateLoader.LoadCertificate(Data(text, "certificate-authority-data"));
        using var pair = X509Certificate2.CreateFromPem(Encoding.UTF8.GetString(Data(text, "client-certificate-data")), Encoding.UTF8.GetString(Data(text, "client-key-data")));
        using var own = X509CertificateLoader.LoadPkcs12(pair.Export(X509ContentType.Pkcs12), null);
        using var client = K3sStandInAgent.Client((certificate, _) => K3sStandInAgent.IsSignedBy(authority, certificate), own);
        client.BaseAddress = new Uri(Line(text, "server"));
        switch (arguments)
        {
            case ["get", "--raw", var asked]:
                Console.WriteLine(await client.GetStringAsync(new Uri(asked, UriKind.Relative)));
                return 0;
            case ["get", "nodes", "--output=name"]:
                var nodes = JsonNode.Parse(await client.GetStringAsync(new Uri("/api/v1/nodes", UriKind.Relative)))!["items"]!.AsArray();
                Console.WriteLine(string.Join('\n', nodes.Select(node => $"node/{node!["metadata"]!["name"]}")));
                return 0;
            case ["apply", "-f", var file]:
                (await client.PostAsJsonAsync(new Uri("/api/v1/namespaces/kube-system/secrets", UriKind.Relative), Secret(await File.ReadAllTextAsync(file)))).EnsureSuccessStatusCode();
                return 0;
            default:
                await Console.Error.WriteLineAsync($"unknown: kubectl {string.Join(' ', arguments)}");
                return 2;
        }
    }

    private static JsonObject Secret(string yaml) => new()
    {
        ["type"] = Line(yaml, "type"),
        ["metadata"] = new JsonObject { ["name"] = NameInBraces().Match(yaml).Groups[1].Value },
        ["stringData"] = new JsonObject(yaml.Split('\n').Where(line => line.StartsWith("  ", StringComparison.Ordinal)).Select(line => line.Trim().Split(": ", 2))
            .Select(parts => KeyValuePair.Create(parts[0], (JsonNode?)parts[1].Trim('"')))),
    };

    private static byte[] Data(string text, string name) => Convert.FromBase64String(Line(text, name));

    private static string Line(string text, string name) =>
        text.Split('\n').Select(line => line.Trim()).First(line => line.StartsWith($"{name}: ", StringComparison.Ordinal))[(name.Length + 2)..];

    [GeneratedRegex(@"^metadata: \{name: ([a-z0-9-]+),", RegexOptions.Multiline)]
    private static partial Regex NameInBraces();
}
