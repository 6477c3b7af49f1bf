package dev.fulcrum.inspect;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SecretDetectorTest {
    private static final Looking KEYS = Looking.forKinds("secret.api-key");
    private static final Looking PRIVATE_KEYS = Looking.forKinds("secret.private-key");
    private static final Looking TOKENS = Looking.forKinds("secret.jwt");
    private static final Looking PASSWORDS = Looking.forKinds("secret.password");
    private static final Looking CONNECTIONS = Looking.forKinds("secret.connection-string");
    private static final Looking ANNOUNCED = Looking.forKinds("secret.generic");
    private static final String ALPHABET = "abcdefghij0123456789ABCDEFGHIJabcdefghij0123456789ABCDEFGHIJ";

    /** Put together here, so that no scanner takes this file for a leak. */
    @ParameterizedTest
    @CsvSource({
        "sk-,48",
        "sk-proj-,50",
        "sk-ant-api03-,50",
        "ghp_,36",
        "gho_,36",
        "github_pat_,59",
        "AIza,35",
        "xoxb-,40",
        "xoxp-,40",
        "sk_live_,24",
        "LTAI,20",
        "hf_,34",
        "xapp-,40",
        "sk_test_,24",
        "whsec_,32",
        "AKID,32",
        "GOCSPX-,28",
        "ya29.,60",
        "glpat-,20",
        "glrt-,20",
        "npm_,36",
        "pypi-,60",
        "gsk_,52",
        "xai-,60",
        "pplx-,48",
        "r8_,37",
        "nvapi-,60",
        "shpat_,32",
        "dapi,32",
        "hvs.,30",
        "https://hooks.slack.com/services/,44",
        "https://open.feishu.cn/open-apis/bot/v2/hook/,36",
        "https://oapi.dingtalk.com/robot/send?access_token=,60",
        "https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=,36"
    })
    void keyIsFound_whenItsPrefixAndLengthAreAProviders(String prefix, int length) {
        String key = prefix + ALPHABET.substring(0, length);

        assertThat(KEYS.cutOut("我的密钥是" + key + "，别外传")).containsExactly(key);
        assertThat(KEYS.cutOut("{\"key\":\"" + key + "\"}")).containsExactly(key);
        assertThat(KEYS.cutOut("🙂 Bearer " + key)).containsExactly(key);
    }

    @Test
    void awsKeyIsFound_whenItIsLongOrShortLived() {
        assertThat(KEYS.cutOut("AKIAIOSFODNN7EXAMPLE ASIAIOSFODNN7EXAMPLE"))
                .containsExactly("AKIAIOSFODNN7EXAMPLE", "ASIAIOSFODNN7EXAMPLE");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "sk-",
                "sk-short1",
                "sk-loading-indicator-with-a-long-class-name",
                "task-4f2b9c1d7e3a4f2b9c1d7e3a",
                "AKIA",
                "akiaiosfodnn7example",
                "AKIAIOSFODNN7EXAMPLEX",
                "Nakia is in Asia",
                "ghp_tooshort1",
                "half_abcdefghij",
                "LTAI",
            })
    void nothingIsFound_whenItIsNoKey(String text) {
        assertThat(KEYS.at(text)).isEmpty();
    }

    @Test
    void privateKeyIsFound_whenItIsWhole() {
        String key = pem("RSA PRIVATE KEY");

        assertThat(PRIVATE_KEYS.cutOut("这是私钥\n" + key + "\nthanks")).containsExactly(key);
        assertThat(PRIVATE_KEYS.cutOut(key + "\n\n" + key)).containsExactly(key, key);
        assertThat(PRIVATE_KEYS.cutOut("{\"k\":\"" + key.replace("\n", "\\n") + "\"}"))
                .containsExactly(key.replace("\n", "\\n"));
        assertThat(PRIVATE_KEYS.at(pem("OPENSSH PRIVATE KEY"))).hasSize(1);
        assertThat(PRIVATE_KEYS.at(pem("PGP PRIVATE KEY BLOCK"))).hasSize(1);
    }

    @Test
    void privateKeyIsFoundToItsLastLine_whenItsEndIsCutOff() {
        String key = pem("PRIVATE KEY");
        String cut = key.substring(0, key.indexOf("-----END") - 1);

        assertThat(PRIVATE_KEYS.cutOut(cut + "\n……")).containsExactly(cut);
    }

    @Test
    void nothingIsFound_whenItIsNoPrivateKey() {
        assertThat(PRIVATE_KEYS.at(pem("CERTIFICATE"))).isEmpty();
        assertThat(PRIVATE_KEYS.at(pem("PUBLIC KEY"))).isEmpty();
        assertThat(PRIVATE_KEYS.at("A file that starts with -----BEGIN RSA PRIVATE KEY----- is a key."))
                .isEmpty();
    }

    @Test
    void tokenIsFound_whenItHasThreeParts() {
        String token = "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0.dozjgNryP4J3jVmNHl0w5N_XgL0n3I9PlFUP0THsR8U";

        assertThat(TOKENS.cutOut("Authorization: Bearer " + token)).containsExactly(token);
        assertThat(TOKENS.cutOut("令牌：" + token + "。")).containsExactly(token);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "eyJhbGciOiJIUzI1NiJ9",
                "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0",
                "eyJ.eyJ.x",
                "keyJhbGciOiJIUzI1NiJ9.abcdefghij.abcdefghij",
                "EYJHBGCIOIJIUZI1NIJ9.abcdefghij.abcdefghij"
            })
    void nothingIsFound_whenItIsNoToken(String text) {
        assertThat(TOKENS.at(text)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "password: hunter2|hunter2",
                "My Password is S3cret!|S3cret!",
                "密码：abc123，谢谢|abc123",
                "口令是Tr0ub4dor&3。|Tr0ub4dor&3",
                "密码为 654321|654321",
                "密 码 ： abc123|abc123",
                "{\"password\":\"p@ssw0rd\",\"x\":1}|p@ssw0rd",
                "DB_PASSWORD=\"x9-y8-z7\"|x9-y8-z7",
                "pwd=abc$123|abc$123",
                "**Password:** `hunter2`|hunter2",
                "ｐａｓｓｗｏｒｄ：ｈｕｎｔｅｒ２|ｈｕｎｔｅｒ２",
                "密码是：Qwer1234.|Qwer1234",
            })
    void passwordIsFound_whenItIsWrittenDown(String text, String password) {
        assertThat(PASSWORDS.cutOut(text)).containsExactly(password);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "How do I reset my password?",
                "password: reset",
                "Password: required",
                "password is case-sensitive",
                "密码是什么",
                "密码：请联系管理员",
                "密码是6位数字",
                "密码为8-16位",
                "password: string",
                "password=os.environ['DB_PASSWORD']",
                "password: ${DB_PASSWORD1}",
                "password: <your-password-1>",
                "password: ********",
                "password: xxxx",
                "password hashed with sha256; password: bcrypt",
                "password: SHA-256",
                "password: https://example.com/reset?t=1",
                "password = getPassword1()",
                "passwords: abc123 def456",
                "PWD=/home/user1",
                "password",
                "password:",
                "密码：",
            })
    void nothingIsFound_whenItIsNoPassword(String text) {
        assertThat(PASSWORDS.at(text)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "postgres://app:s3cret@db:5432/shop|s3cret",
                "数据库：mysql://root:abc@10.0.0.1/x，谢谢|abc",
                "redis://:p@ss!@cache:6379|p@ss!",
                "DATABASE_URL=\"mongodb+srv://u:hunter2@c0.example.net/?w=1\"|hunter2",
                "git clone https://oauth2:t0ken@git.example.com/x.git|t0ken",
            })
    void passwordIsFound_whenItStandsInAnAddress(String text, String password) {
        assertThat(CONNECTIONS.cutOut(text)).containsExactly(password);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://example.com:8080/a@b",
                "https://user@example.com/",
                "postgres://user:password@localhost/x",
                "postgres://user:${DB_PASSWORD}@localhost/x",
                "postgres://user:<pw>@localhost/x",
                "postgres://user:****@localhost/x",
                "note://a: b@c",
                "://a:b@c",
                "https://example.com/?next=a:b@c",
            })
    void nothingIsFound_whenTheAddressHasNoPassword(String text) {
        assertThat(CONNECTIONS.at(text)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "api_key = \"%s\"",
                "API key: %s.",
                "\"client_secret\":\"%s\"",
                "密钥：%s，谢谢",
                "令牌是%s",
                "Authorization: Bearer %s",
                "export AWS_SECRET_ACCESS_KEY=%s",
                "DefaultEndpointsProtocol=https;AccountKey=%s;",
                "my access token is %s",
            })
    void secretIsFound_whenAWordAnnouncesItAndItLooksRandom(String text) {
        String secret = "q7Z0x" + "/k2Lm9P4v" + "+Tt8sW1bR6";

        assertThat(ANNOUNCED.cutOut(text.formatted(secret))).containsExactly(secret);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "token: authorization_code_2",
                "api_key: YOUR_API_KEY_1a2b3c4d",
                "api_key = os.environ['OPENAI_API_KEY_2024']",
                "secret: xxxxxxxx1x2x3x4xxxxx",
                "token: 1111111111111111111",
                "token: 20261231235959123456",
                "max_tokens: 4096",
                "the secret is a well-kept-family-recipe",
                "密钥：请在控制台生成",
                "token: /usr/lib/x86_64-linux-gnu/b2g3h4",
                "the bearer of this letter",
                "q7Z0xk2Lm9P4vTt8sW1bR6",
                "api_key: sk-q7Z0xk2Lm9P4vTt8sW1bR6", // an API key, not any secret
            })
    void nothingIsFound_whenNoSecretIsAnnounced(String text) {
        assertThat(ANNOUNCED.at(text)).isEmpty();
    }

    private static String pem(String label) {
        String line = ALPHABET + "abc+";
        return "-----BEGIN " + label + "-----\n" + line + "\n" + line + "\nabc=\n-----END " + label + "-----";
    }
}
