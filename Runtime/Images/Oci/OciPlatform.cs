using System.Runtime.InteropServices;

namespace Reeve.Runtime.Images.Oci;

/// <summary>The platform that a manifest is for, in Go's words.</summary>
internal sealed record OciPlatform
{
    public string Os { get; init; } = "";

    public string Architecture { get; init; } = "";

    public string? Variant { get; init; }

    /// <summary>This machine's architecture.</summary>
    public static string ThisArchitecture { get; } = RuntimeInformation.OSArchitecture switch
    {
        System.Runtime.InteropServices.Architecture.X64 => "amd64",
        System.Runtime.InteropServices.Architecture.X86 => "386",
        System.Runtime.InteropServices.Architecture.Arm64 => "arm64",
        System.Runtime.InteropServices.Architecture.Arm => "arm",
        System.Runtime.InteropServices.Architecture.RiscV64 => "riscv64",
        System.Runtime.InteropServices.Architecture.LoongArch64 => "loong64",
        System.Runtime.InteropServices.Architecture.S390x => "s390x",
        System.Runtime.InteropServices.Architecture.Ppc64le => "ppc64le",
        var other => other.ToString().ToLowerInvariant(),
    };

    /// <summary>How well it fits this machine; 0 not at all.</summary>
    public int Fit => Os != "linux" || Architecture != ThisArchitecture ? 0
        : Architecture == "amd64" && !string.IsNullOrEmpty(Variant) && Variant != "v1" ? 1
        : 2;

    public override string ToString() => $"{Os}/{Architecture}{(string.IsNullOrEmpty(Variant) ? "" : "/" + Variant)}";
}
