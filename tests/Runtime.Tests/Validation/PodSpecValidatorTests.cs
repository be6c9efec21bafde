namespace Reeve.Runtime.Tests.Validation;

public class PodSpecValidatorTests
{
    private const string LabelHint =
        "a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and end with an alphanumeric character (e.g. 'my-name',  or '123-abc', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?')";

    [Fact]
    public void Validate_GoodPod_NoError() => Assert.Empty(Validate.Spec("""
        {"containers":[{"name":"a","image":"i","env":[{"name":"A","value":""}]}],"initContainers":[{"name":"b","image":"i","restartPolicy":"Always"}],
         "tolerations":[{"operator":"Exists"}],"hostAliases":[{"ip":"::1","hostnames":["a.b"]}],"activeDeadlineSeconds":1}
        """));

    [Fact]
    public void Validate_NoContainers_Required() => Assert.Equal("spec.containers: Required value", Validate.Spec("""{"containers":[]}"""));

    [Theory]
    [InlineData("\"restartPolicy\":\"x\"", "spec.restartPolicy: Unsupported value: \"x\": supported values: \"Always\", \"OnFailure\", \"Never\"")]
    [InlineData("\"dnsPolicy\":\"x\"", "spec.dnsPolicy: Unsupported value: \"x\": supported values: \"ClusterFirstWithHostNet\", \"ClusterFirst\", \"Default\", \"None\"")]
    [InlineData("\"activeDeadlineSeconds\":0", "spec.activeDeadlineSeconds: Invalid value: 0: must be between 1 and 2147483647, inclusive")]
    [InlineData("\"terminationGracePeriodSeconds\":-1", "spec.terminationGracePeriodSeconds: Invalid value: -1: must be greater than or equal to 0")]
    [InlineData("\"hostname\":\"a.b\"", "spec.hostname: Invalid value: \"a.b\": must not contain dots")]
    [InlineData("\"subdomain\":\"A\"", "spec.subdomain: Invalid value: \"A\": " + LabelHint)]
    [InlineData("\"os\":{\"name\":\"plan9\"}", "spec.os.name: Unsupported value: \"plan9\": supported values: \"linux\", \"windows\"")]
    [InlineData("\"hostAliases\":[{\"ip\":\"1.2\"}]", "spec.hostAliases[0].ip: Invalid value: \"1.2\": must be a valid IP address, (e.g. 10.9.8.7 or 2001:db8::ffff)")]
    [InlineData("\"dnsPolicy\":\"None\"", "spec.dnsConfig: Required value: must provide `dnsConfig` when `dnsPolicy` is None")]
    [InlineData("\"dnsPolicy\":\"None\",\"dnsConfig\":{}", "spec.dnsConfig.nameservers: Required value: must provide at least one DNS nameserver when `dnsPolicy` is None")]
    [InlineData("\"dnsConfig\":{\"options\":[{}]}", "spec.dnsConfig.options[0]: Required value: must not be empty")]
    [InlineData("\"dnsConfig\":{\"nameservers\":[\"::1\",\"::2\",\"::3\",\"::4\"]}", "spec.dnsConfig.nameservers: Invalid value: must not have more than 3 nameservers")]
    [InlineData("\"tolerations\":[{\"key\":\"a\",\"operator\":\"Exists\",\"value\":\"b\"}]", "spec.tolerations[0].operator: Invalid value: \"b\": value must be empty when `operator` is 'Exists'")]
    [InlineData("\"tolerations\":[{\"operator\":\"Equal\"}]", "spec.tolerations[0].operator: Invalid value: \"Equal\": operator must be Exists when `key` is empty, which means \"match all values and all keys\"")]
    [InlineData("\"tolerations\":[{\"key\":\"a\",\"effect\":\"NoSchedule\",\"tolerationSeconds\":1}]", "spec.tolerations[0].effect: Invalid value: \"NoSchedule\": effect must be 'NoExecute' when `tolerationSeconds` is set")]
    [InlineData("\"tolerations\":[{\"key\":\"a\",\"effect\":\"x\"}]", "spec.tolerations[0].effect: Unsupported value: \"x\": supported values: \"NoSchedule\", \"PreferNoSchedule\", \"NoExecute\"")]
    [InlineData("\"shareProcessNamespace\":true,\"hostPID\":true", "spec.shareProcessNamespace: Invalid value: true: ShareProcessNamespace and HostPID cannot both be enabled")]
    [InlineData("\"hostUsers\":false,\"hostNetwork\":true", "spec.hostNetwork: Forbidden: when `pod.Spec.HostUsers` is false")]
    [InlineData("\"securityContext\":{\"runAsUser\":-1}", "spec.securityContext.runAsUser: Invalid value: -1: must be between 0 and 2147483647, inclusive")]
    [InlineData("\"securityContext\":{\"supplementalGroups\":[0,4294967296]}", "spec.securityContext.supplementalGroups[1]: Invalid value: 4294967296: must be between 0 and 2147483647, inclusive")]
    [InlineData("\"securityContext\":{\"fsGroupChangePolicy\":\"x\"}", "spec.securityContext.fsGroupChangePolicy: Unsupported value: \"x\": supported values: \"Always\", \"OnRootMismatch\"")]
    [InlineData("\"securityContext\":{\"sysctls\":[{\"name\":\"net/ipv4.x\"},{\"name\":\"net.ipv4/x\"}]}", "spec.securityContext.sysctls[1].name: Duplicate value: \"net.ipv4/x\"")]
    [InlineData("\"securityContext\":{\"sysctls\":[{\"name\":\"net.x\"}]},\"hostNetwork\":true", "spec.securityContext.sysctls[0].name: Invalid value: \"net.x\": may not be specified when 'hostNetwork' is true")]
    [InlineData("\"securityContext\":{\"seccompProfile\":{\"type\":\"Localhost\"}}", "spec.securityContext.seccompProfile.localhostProfile: Required value: must be set when seccomp type is Localhost")]
    [InlineData("\"securityContext\":{\"seccompProfile\":{\"type\":\"Localhost\",\"localhostProfile\":\"../x\"}}", "spec.securityContext.seccompProfile.localhostProfile: Invalid value: \"../x\": must not contain '..'")]
    [InlineData("\"securityContext\":{\"appArmorProfile\":{}}", "spec.securityContext.appArmorProfile.type: Required value: type is required when appArmorProfile is set")]
    [InlineData("\"topologySpreadConstraints\":[{\"maxSkew\":0,\"topologyKey\":\"a\",\"whenUnsatisfiable\":\"ScheduleAnyway\"}]", "spec.topologySpreadConstraints[0].maxSkew: Invalid value: 0: must be greater than zero")]
    [InlineData("\"readinessGates\":[{\"conditionType\":\"a/b/c\"}]", "spec.readinessGates[0].conditionType: Invalid value: \"a/b/c\": a qualified name must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for validation is '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]') with an optional DNS subdomain prefix and '/' (e.g. 'example.com/MyName')")]
    [InlineData("\"resources\":{\"limits\":{\"cpu\":\"1\"},\"requests\":{\"cpu\":\"2\"}}", "spec.resources.requests: Invalid value: \"2\": must be less than or equal to cpu limit of 1")]
    [InlineData("\"resourceClaims\":[{\"name\":\"a\"}]", "spec.resourceClaims[0]: Invalid value: must specify one of: `resourceClaimName`, `resourceClaimTemplateName`")]
    public void Validate_BadField_ErrorOfTheApi(string field, string expected) => Assert.Equal(expected, Validate.With(field));

    [Theory]
    [InlineData("\"initContainers\":[{\"name\":\"c\",\"image\":\"i\"}]", "spec.initContainers[0].name: Duplicate value: \"c\"")]
    [InlineData("\"initContainers\":[{\"name\":\"d\",\"image\":\"i\",\"readinessProbe\":{\"tcpSocket\":{\"port\":1}}}]", "spec.initContainers[0].readinessProbe: Forbidden: may not be set for init containers without restartPolicy=Always")]
    [InlineData("\"ephemeralContainers\":[{\"name\":\"d\",\"image\":\"i\",\"targetContainerName\":\"x\"}]", "spec.ephemeralContainers[0].targetContainerName: Not found: \"x\"")]
    [InlineData("\"ephemeralContainers\":[{\"name\":\"d\",\"image\":\"i\",\"ports\":[{\"containerPort\":1}]}]", "spec.ephemeralContainers[0].ports: Forbidden: cannot be set for an Ephemeral Container")]
    public void Validate_OtherContainers_ErrorOfTheApi(string field, string expected) => Assert.Equal(expected, Validate.With(field));
}
