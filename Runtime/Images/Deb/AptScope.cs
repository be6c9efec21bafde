using System.Security.Cryptography;
using System.Text;
using Reeve.Runtime.State;

namespace Reeve.Runtime.Images.Deb;

/// <summary>
/// The configuration of apt for pods that see the same repositories: sources, credentials, lists and archives of its own, over the database
/// of packages of the machine. Nothing is written to <c>/etc/apt</c>. Source: apt.conf(5), sources.list(5), apt_auth.conf(5).
/// </summary>
internal sealed class AptScope
{
    private readonly DebOptions _options;
    private readonly IReadOnlyList<DebRepository> _repositories;
    private readonly PackageTools _tools;
    private readonly string _directory;

    public AptScope(DebOptions options, string @namespace, PackageTools tools)
    {
        (_options, _tools) = (options, tools);
        _repositories = [.. options.Repositories.Where(repository => repository.Namespaces.Count == 0 || repository.Namespaces.Contains(@namespace))];

        // Namespaces that see the same have the same lists.
        var content = string.Join('\n', _repositories.Select(repository => $"{AptSources.Write(repository)}{AptSources.WriteLogin(repository)}"));
        Key = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{options.MachineSources}\n{content}")))[..16];
        _directory = Path.Combine(options.Directory, "apt", Key);
    }

    /// <summary>Equal for scopes of the same repositories.</summary>
    public string Key { get; }

    /// <summary>apt's configuration file.</summary>
    public string Configuration => Path.Combine(_directory, "apt.conf");

    /// <summary>When the lists were fetched; null if never.</summary>
    public DateTimeOffset? ListsAt => File.Exists(Stamp) ? File.GetLastWriteTimeUtc(Stamp) : null;

    private string Stamp => Path.Combine(_directory, "fetched");

    private string Guards => Path.Combine(_options.Directory, "guards");

    /// <summary>Writes the configuration as it has to be now.</summary>
    public void Prepare()
    {
        PrivateDirectory.Create(_options.Directory);
        PrivateDirectory.Create(_directory);
        foreach (var name in (string[])["lists/partial", "archives/partial", "cache"])
        {
            Directory.CreateDirectory(Path.Combine(_directory, name));
        }

        var sources = Fresh("sources.list.d");
        var logins = Fresh("auth.conf.d");
        foreach (var repository in _repositories)
        {
            Write(Path.Combine(sources, repository.Name + ".sources"), AptSources.Write(repository));
            if (AptSources.WriteLogin(repository) is { Length: > 0 } login)
            {
                Write(Path.Combine(logins, repository.Name + ".conf"), login);
            }
        }

        if (_options.MachineSources)
        {
            Link("/etc/apt/sources.list.d", sources);
            Link("/etc/apt/auth.conf.d", logins);
        }

        ServiceGuards.Write(Guards);
        Write(Configuration, Settings());
    }

    /// <summary>The lists were fetched.</summary>
    public void Fetched(DateTimeOffset now)
    {
        Write(Stamp, "");
        File.SetLastWriteTimeUtc(Stamp, now.UtcDateTime);
    }

    private string Settings() =>
        $$"""
        Dir::State::lists "{{_directory}}/lists/";
        Dir::Cache "{{_directory}}/cache/";
        Dir::Cache::archives "{{_directory}}/archives/";
        Dir::Etc::sourceparts "{{_directory}}/sources.list.d/";
        Dir::Etc::netrcparts "{{_directory}}/auth.conf.d/";
        {{(_options.MachineSources ? "" : "Dir::Etc::sourcelist \"/dev/null\";\nDir::Etc::netrc \"/dev/null\";")}}
        Acquire::Languages "none";
        Acquire::Retries "2";
        Acquire::http::Timeout "30";
        Acquire::https::Timeout "30";
        APT::Sandbox::User "root";
        APT::Install-Recommends "false";
        APT::Install-Suggests "false";
        APT::Get::Assume-Yes "true";
        APT::Get::Remove "false";
        APT::Update::Error-Mode "any";
        Dpkg::Use-Pty "false";
        DPkg::Lock::Timeout "{{(int)_options.Deadline.TotalSeconds}}";
        DPkg::Path "{{Guards}}:{{PackageTools.SearchPath}}";
        DPkg::Options { "--force-confdef"; "--force-confold"; };
        #clear APT::Update::Pre-Invoke;
        #clear APT::Update::Post-Invoke;
        #clear APT::Update::Post-Invoke-Success;

        """;

    private string Fresh(string name)
    {
        var path = Path.Combine(_directory, name);
        StateFiles.DeleteDirectory(path);
        PrivateDirectory.Create(path);
        return path;
    }

    // The machine's own are read where they are, so that what its administrator changes counts at once.
    private void Link(string from, string to)
    {
        if (Directory.Exists(_tools.PathOf(from)))
        {
            foreach (var file in Directory.EnumerateFiles(_tools.PathOf(from)).Select(Path.GetFileName))
            {
                File.CreateSymbolicLink(Path.Combine(to, $"machine-{file}"), $"{from}/{file}");
            }
        }
    }

    private static void Write(string path, string content) => StateFiles.Replace(path, Encoding.UTF8.GetBytes(content), durable: false);
}
