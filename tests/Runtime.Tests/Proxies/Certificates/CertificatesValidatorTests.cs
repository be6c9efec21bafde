using Reeve.Runtime.Proxies.Acme;
using Reeve.Runtime.Proxies.Acme.Challenges;
using Reeve.Runtime.Proxies.Certificates;

namespace Reeve.Runtime.Tests.Proxies.Certificates;

public sealed class CertificatesValidatorTests
{
    public static TheoryData<CertificateOptions, string> Wrong => new()
    {
        { new CertificateOptions { Name = "Not A Label", ChainFile = "/c" }, "certificates[0].name" },
        { new CertificateOptions { Name = "a" }, "certificates[0]" },
        { new CertificateOptions { Name = "a", ChainFile = "/c", Authority = "ca", Names = ["a.org"] }, "certificates[0].authority" },
        { new CertificateOptions { Name = "a", Authority = "other", Names = ["a.org"] }, "certificates[0].authority" },
        { new CertificateOptions { Name = "a", Authority = "ca" }, "certificates[0].names" },
        { new CertificateOptions { Name = "a", Authority = "ca", Names = ["a_b.org"] }, "certificates[0].names[0]" },
        { new CertificateOptions { Name = "a", Authority = "ca", Names = ["a.org", "*.a.org"] }, "certificates[0].names[1]" },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public void Validate_Wrong_ErrorWithTheField(CertificateOptions certificate, string field) =>
        Assert.Contains(Validate(certificate), error => error.Field == field);

    [Fact]
    public void Validate_Right_NoErrors()
    {
        Assert.Empty(Validate(new CertificateOptions { Name = "a", Authority = "ca", Names = ["a.org", "*.a.org"], Challenge = ChallengeKind.Dns }));
        Assert.Empty(Validate(new CertificateOptions { Name = "a", ChainFile = "/c", Names = ["*.a.org"] }));
    }

    [Fact]
    public void Validate_NameTwice_Duplicate() => Assert.Contains(
        CertificatesValidator.Validate(new CertificatesOptions
        {
            Certificates = [new CertificateOptions { Name = "a", ChainFile = "/c" }, new CertificateOptions { Name = "a", ChainFile = "/d" }],
        }),
        error => error.Field == "certificates[1].name");

    [Fact]
    public void Validate_PlainHttpAuthority_ErrorWithTheField() => Assert.Contains(
        CertificatesValidator.Validate(new CertificatesOptions
        {
            Authorities = new Dictionary<string, AcmeOptions> { ["ca"] = new() { Directory = new Uri("http://ca/dir") } },
        }),
        error => error.Field == "authorities[ca].directory");

    private static IReadOnlyList<FieldError> Validate(CertificateOptions certificate) => CertificatesValidator.Validate(new CertificatesOptions
    {
        Authorities = new Dictionary<string, AcmeOptions> { ["ca"] = new() },
        Certificates = [certificate],
    });
}
