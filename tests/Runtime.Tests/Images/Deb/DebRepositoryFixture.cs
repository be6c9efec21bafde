using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Reeve.Containers;
using Reeve.Kubernetes;
using Reeve.Runtime.Images;
using Reeve.Runtime.Images.Deb;
using Reeve.Testing;
using Reeve.Testing.Systemd;
using Reeve.Workloads;

namespace Reeve.Runtime.Tests.Images.Deb;

/// <summary>A real dpkg, apt and systemd over a copy-on-write overlay, so that this machine stays as it is, and repositories made on the spot.</summary>
public sealed class DebRepositoryFixture : IAsyncLifetime
{
    /// <summary>What packages with a service run when they are installed, as packages' build tools write it.</summary>
    private const string Script =
        """
        #!/bin/sh
        set -e
        env > /run/PACKAGE.environment
        deb-systemd-helper unmask PACKAGE.service >/dev/null || true
        if deb-systemd-helper --quiet was-enabled PACKAGE.service; then
          deb-systemd-helper enable PACKAGE.service >/dev/null || true
        fi
        systemctl --system daemon-reload >/dev/null || true
        deb-systemd-invoke start PACKAGE.service >/dev/null
        invoke-rc.d PACKAGE start
        systemctl start PACKAGE.service

        """;

    private SystemdMachine? _machine;

    internal SystemdMachine Machine => _machine ?? throw new InvalidOperationException("There is no systemd.");

    /// <summary>Where that machine's files are seen from here.</summary>
    internal string Root => Path.Combine(Path.GetDirectoryName(Machine.Enter)!, "root");

    /// <inheritdoc/>
    public async Task InitializeAsync()
    {
        if (Components.Missing(Component.Systemd) is not null)
        {
            return; // the tests are skipped, or fail by themselves
        }

        _machine = await SystemdMachine.StartAsync();
    }

    /// <inheritdoc/>
    public async Task DisposeAsync()
    {
        if (_machine is not null)
        {
            await _machine.DisposeAsync();
        }
    }

    internal async Task<string> RunAsync(params string[] command) => (await Machine.RunAsync(command)).Output.Trim();

    internal static DebRepository Source(string directory, params string[] namespaces) => new()
    {
        Name = "local",
        Uris = [$"file://{directory}"],
        Suites = ["./"],
        Trusted = true,
        Namespaces = namespaces,
    };

    /// <summary>A resolver with a state of its own.</summary>
    internal DebImageResolver Resolver(TempDirectory state, IReadOnlyList<DebRepository> repositories, ImageLeases? leases = null, ILogger? logger = null, TimeSpan? deadline = null)
    {
        var options = new DebOptions
        {
            Directory = state["deb"],
            MachineSources = false,
            Repositories = repositories,
            Deadline = deadline ?? TimeSpan.FromMinutes(1),
        };
        return new DebImageResolver(
            options,
            new PackageTools(Root, [Machine.Enter], TimeProvider.System),
            leases ?? new ImageLeases(state["leases"]),
            TimeProvider.System,
            logger ?? NullLogger.Instance);
    }

    internal static ImageRequest Request(string reference, string ns = "default", params string[] command)
    {
        var container = new Container { Name = "main", Image = reference, Command = command };
        var pod = new Pod { Metadata = new() { Namespace = ns, Name = "someone", Uid = Guid.NewGuid().ToString() }, Spec = new() { Containers = [container] } };
        var id = new PodId { Owner = new Owner { Cluster = "c", Node = "n" }, Uid = pod.Metadata.Uid! };
        return new ImageRequest
        {
            Reference = reference,
            Container = new ContainerId { Pod = id, Name = "main", Attempt = 0 },
            Pod = new ResolvedPod { Id = id, Pod = pod, Containers = [new ResolvedContainer { Spec = container, Kind = ContainerKind.Regular }] },
        };
    }

    /// <summary>Builds a package into a repository.</summary>
    internal async Task<string> BuildAsync(string repository, string name, string version, string? service = null, string control = "Section: misc")
    {
        using var root = new TempDirectory(Machine.Directory);
        File.SetUnixFileMode(root.Path, (UnixFileMode)0x1ed); // 0755
        Directory.CreateDirectory(repository);
        Write("DEBIAN/control", $"Package: {name}\nVersion: {version}\nArchitecture: all\nMaintainer: Nobody <nobody@example.org>\n{control}\nDescription: for a test\n");
        Write($"usr/bin/{name}", $"#!/bin/sh\necho {name} {version} \"$@\"\n", executable: true);
        if (service is not null)
        {
            Write($"lib/systemd/system/{name}.service", $"[Service]\n{service}\n[Install]\nWantedBy=multi-user.target\n");
            Write("DEBIAN/postinst", Script.Replace("PACKAGE", name, StringComparison.Ordinal), executable: true);
        }

        File.SetUnixFileMode(repository, (UnixFileMode)0x1ed);
        var file = Path.Combine(repository, $"{name}_{version}_all.deb");
        var result = await Tool.RunAsync("dpkg-deb", ["--root-owner-group", "-Znone", "--build", root.Path, file]);
        Assert.True(result.ExitCode == 0, result.Error);
        var fields = await Tool.RunAsync("dpkg-deb", ["--field", file]);
        var digest = Convert.ToHexStringLower(SHA256.HashData(await File.ReadAllBytesAsync(file)));
        await File.WriteAllTextAsync(file + ".control", string.Create(
            CultureInfo.InvariantCulture, $"{fields.Output.TrimEnd()}\nFilename: ./{Path.GetFileName(file)}\nSize: {new FileInfo(file).Length}\nSHA256: {digest}\n"));
        WriteIndex(repository);
        return digest;

        void Write(string path, string content, bool executable = false)
        {
            var full = root[path];
            Directory.CreateDirectory(Path.GetDirectoryName(full)!);
            File.WriteAllText(full, content);
            File.SetUnixFileMode(full, (UnixFileMode)(executable ? 0x1ed : 0x1a4)); // 0755, 0644
            for (var directory = Path.GetDirectoryName(full)!; directory != root.Path; directory = Path.GetDirectoryName(directory)!)
            {
                File.SetUnixFileMode(directory, (UnixFileMode)0x1ed);
            }
        }
    }

    /// <summary>Writes the list of a repository's packages.</summary>
    private static void WriteIndex(string repository)
    {
        var packages = string.Join('\n', Directory.EnumerateFiles(repository, "*.control").Order(StringComparer.Ordinal).Select(File.ReadAllText));
        File.WriteAllText(Path.Combine(repository, "Packages"), packages);
        File.Delete(Path.Combine(repository, "InRelease"));
        var digest = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(packages)));
        File.WriteAllText(
            Path.Combine(repository, "Release"),
            string.Create(CultureInfo.InvariantCulture, $"Origin: test\nDate: {DateTimeOffset.UnixEpoch.AddYears(50):R}\nSHA256:\n {digest} {Encoding.UTF8.GetByteCount(packages)} Packages\n"));
    }
}
